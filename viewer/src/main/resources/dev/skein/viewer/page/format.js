// How numbers and times read, the same everywhere on the page.

const GROUPED = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const UNITS = [[1, 'ns'], [1e3, 'µs'], [1e6, 'ms'], [1e9, 's']];

/** Three digits that count: 3 → "3", 3.14159 → "3.14", 31.4159 → "31.4", 314.159 → "314". */
function threeDigits(value) {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** Nanoseconds with a unit: "850 ns", "12.4 µs", "1.2 ms", "3.05 s", "2 min 5 s", "3 h 20 min". */
export function duration(nanos) {
  if (!(nanos > 0)) {
    return '0 ns';
  }
  const seconds = nanos / 1e9;
  if (seconds >= 59.95) {
    const whole = Math.round(seconds);
    return whole < 3600
      ? `${Math.floor(whole / 60)} min ${whole % 60} s`
      : `${GROUPED.format(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
  }
  let [size, unit] = UNITS[0];
  for (const larger of UNITS) {
    // what would read "1000 µs" is 1 ms
    if (nanos >= larger[0] * 0.9995) {
      [size, unit] = larger;
    }
  }
  return `${threeDigits(nanos / size)} ${unit}`;
}

/** "1,234,567". */
export function count(n) {
  return GROUPED.format(n);
}

/** "1 span", "1,234 spans". */
export function counted(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Bytes with a unit: "0 B", "1.5 kB", "256 MB"; 1 kB is 1024 bytes, as for Java's heap. */
export function bytes(n) {
  let value = n;
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (value < 999.5 || unit === 'GB') {
      return `${threeDigits(value)} ${unit}`;
    }
    value /= 1024;
  }
  return '';
}

/** A share of one: "0 %", "0.2 %", "12 %", "100 %"; not 0 or 100 unless it is. */
export function percent(share) {
  const value = share * 100;
  if (value > 0 && value < 0.1) {
    return '<0.1 %';
  }
  if (value > 99.9 && value < 100) {
    return '>99.9 %';
  }
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

const two = (n) => String(n).padStart(2, '0');

/** A date here: "2026-11-23". */
export function date(millis) {
  const at = new Date(millis);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** A time of day here: "14:03:09.123"; with the date before it unless that is today. */
export function time(millis, now = Date.now()) {
  const at = new Date(millis);
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const text = `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
  return date(millis) === date(now) ? text : `${date(millis)} ${text}`;
}

/** How long ago: "now", "12 s", "3 min", "5 h", "2 d"; "in future" for clocks that run ahead. */
export function age(millis, now = Date.now()) {
  const seconds = Math.floor((now - millis) / 1000);
  if (seconds < -5) {
    return 'in future';
  }
  if (seconds < 1) {
    return 'now';
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 86_400
    ? `${Math.floor(seconds / 3600)} h`
    : `${count(Math.floor(seconds / 86_400))} d`;
}
