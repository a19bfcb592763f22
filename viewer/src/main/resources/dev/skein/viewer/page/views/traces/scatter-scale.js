// Where points of the scatter are: time from left to right, duration upwards by its logarithm.

import {date, duration, time} from '../../format.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000,
  MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 365 * DAY,
];
const TICK_PIXELS = 110;
/** A point of no duration has a place, too. */
const LEAST_NANOS = 1;

/** Both scales for traces within a rectangle of pixels `{left, right, top, bottom}`. */
export class ScatterScale {
  constructor(traces, box) {
    this.box = box;
    let from = Infinity;
    let to = -Infinity;
    let least = Infinity;
    let most = -Infinity;
    for (const {startMillis, durationNanos} of traces) {
      from = Math.min(from, startMillis);
      to = Math.max(to, startMillis);
      least = Math.min(least, Math.max(LEAST_NANOS, durationNanos));
      most = Math.max(most, Math.max(LEAST_NANOS, durationNanos));
    }
    // some room, also around a single point
    const margin = Math.max(500, (to - from) * 0.01);
    this.from = from - margin;
    this.to = to + margin;
    this.low = Math.log10(least) - 0.15;
    this.high = Math.log10(most) + 0.15;
    if (this.high - this.low < 1) {
      const middle = (this.high + this.low) / 2;
      this.low = middle - 0.5;
      this.high = middle + 0.5;
    }
  }

  x(millis) {
    const {left, right} = this.box;
    return left + ((millis - this.from) / (this.to - this.from)) * (right - left);
  }

  y(nanos) {
    const {top, bottom} = this.box;
    const at = (Math.log10(Math.max(LEAST_NANOS, nanos)) - this.low) / (this.high - this.low);
    return bottom - at * (bottom - top);
  }

  millis(x) {
    const {left, right} = this.box;
    return this.from + ((x - left) / (right - left)) * (this.to - this.from);
  }

  nanos(y) {
    const {top, bottom} = this.box;
    return 10 ** (this.low + ((bottom - y) / (bottom - top)) * (this.high - this.low));
  }

  /** `[{y, text}]` at powers of ten, or at 1, 2 and 5 of each when there are few. */
  durationTicks() {
    const few = this.high - this.low < 2;
    const ticks = [];
    for (let power = Math.floor(this.low); power <= this.high; power++) {
      for (const factor of few ? [1, 2, 5] : [1]) {
        const nanos = factor * 10 ** power;
        const log = Math.log10(nanos);
        if (log >= this.low && log <= this.high) {
          ticks.push({y: this.y(nanos), text: tick(nanos)});
        }
      }
    }
    return ticks;
  }

  /** `[{x, text}]` at round times of day here. */
  timeTicks() {
    const {left, right} = this.box;
    const wanted = (this.to - this.from) / Math.max(2, (right - left) / TICK_PIXELS);
    const step = STEPS.find((one) => one >= wanted) ?? STEPS.at(-1);
    const zone = new Date(this.from).getTimezoneOffset() * MINUTE;
    const ticks = [];
    for (let at = Math.ceil((this.from - zone) / step) * step + zone; at < this.to; at += step) {
      ticks.push({x: this.x(at), text: clock(at, step)});
    }
    return ticks;
  }
}

/** Powers of ten are no round minutes. */
function tick(nanos) {
  return nanos < 6e10 ? duration(nanos) : `${nanos / 1e9} s`;
}

function clock(millis, step) {
  if (step >= DAY) {
    return date(millis);
  }
  const text = time(millis, millis);
  return step >= MINUTE ? text.slice(0, 5) : step >= 1000 ? text.slice(0, 8) : text;
}
