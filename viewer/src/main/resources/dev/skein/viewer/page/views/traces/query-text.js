// The text of the search box, taken apart only as far as editing and completing it needs; what it
// means is decided by the server, which also says what is wrong with it.

import {quoted} from '../../search.js';

/** Keys of which one span has one value. */
const FIELDS = ['service', 'operation', 'caller', 'status'];

/**
 * The words of a text: `{start, end, key, value}`. The key includes its operator ("service:",
 * "duration>", "http.route=") or is empty; the value is without quotes.
 */
export function words(text) {
  const found = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at])) {
      at++;
      continue;
    }
    const word = read(text, at);
    found.push(word);
    at = word.end;
  }
  return found;
}

function read(text, start) {
  let plain = '';
  let key = '';
  let at = start;
  let quote = false;
  for (; at < text.length && (quote || !isBlank(text[at])); at++) {
    const c = text[at];
    if (quote && c === '\\' && /["\\]/.test(text[at + 1] ?? '')) {
      plain += text[++at];
    } else if (c === '"') {
      quote = !quote;
    } else {
      plain += c;
      if (!quote && key === '' && /[:=<>]/.test(c)) {
        key = isKey(plain, c) ? plain : '';
      }
    }
  }
  // >= and <=
  if (/[<>]$/.test(key) && plain[key.length] === '=') {
    key += '=';
  }
  return {start, end: at, key, value: plain.slice(key.length)};
}

function isKey(plain, operator) {
  const name = plain.slice(0, -1);
  switch (operator) {
    case '=': return name !== '';
    case ':': return name === 'has' || FIELDS.includes(name);
    default: return name === 'duration' || name === 'total';
  }
}

function isBlank(c) {
  return c <= ' ';
}

/** The word that ends at or surrounds a position; an empty one between words. */
export function wordAt(text, position) {
  return words(text).find(({start, end}) => start < position && position <= end)
    ?? {start: position, end: position, key: '', value: ''};
}

/** The value that a text has for a key such as "service:"; null for none. */
export function valueOf(text, key) {
  return words(text).find((word) => same(word.key, key))?.value ?? null;
}

/** Whether keys ask for the same: "duration>" and "duration>=" do. */
function same(one, other) {
  return one !== '' && one.replace(/([<>])=$/, '$1') === other.replace(/([<>])=$/, '$1');
}

/** A text that has this value for a key, in place of another, or none if the value is null. */
export function withValue(text, key, value) {
  const word = words(text).find((one) => same(one.key, key));
  const term = value === null ? '' : key + quoted(value);
  if (!word) {
    return `${text.trim()} ${term}`.trim();
  }
  return [text.slice(0, word.start).trim(), term, text.slice(word.end).trim()].filter(Boolean).join(' ');
}

/** A duration as the search reads it, of three digits: 1234567 → "1.23ms". */
export function shortDuration(nanos, round = Math.round) {
  const [size, unit] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us']].find(([one]) => nanos >= one) ?? [1, 'ns'];
  const value = nanos / size;
  const step = value >= 100 ? 1 : value >= 10 ? 10 : 100;
  return `${round(value * step) / step}${unit}`;
}
