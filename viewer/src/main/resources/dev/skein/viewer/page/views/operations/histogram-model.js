// Durations along a logarithmic axis; numbers only, so that they may become positions.

const SHORTEST = 1;
const WIDEST = 1e6;
const RARE = 0.01;

/**
 * The range of a histogram of `[{fromNanos, toNanos, count}]`, `{from, to}` in nanoseconds; at
 * least one power of two wide.
 */
export function rangeOf(buckets) {
  const some = buckets.filter(({count}) => count > 0);
  return range(some.at(0)?.fromNanos ?? SHORTEST, some.at(-1)?.toNanos ?? SHORTEST);
}

/**
 * A range for many histograms. A few spans that took next to no time do not stretch it: it begins
 * where no histogram has more than a hundredth of its spans before it, and is at most six powers
 * of ten wide.
 */
export function commonRange(histograms) {
  let from = Infinity;
  let to = SHORTEST;
  for (const buckets of histograms) {
    const total = buckets.reduce((sum, {count}) => sum + count, 0);
    let before = 0;
    const first = buckets.find(({count}) => (before += count) > RARE * total);
    from = Math.min(from, first?.fromNanos ?? Infinity);
    to = Math.max(to, buckets.findLast(({count}) => count > 0)?.toNanos ?? SHORTEST);
  }
  return range(Math.max(from, to / WIDEST), to);
}

function range(from, to) {
  const lower = Math.max(SHORTEST, Math.min(from, to / 2));
  return {from: lower, to: Math.max(to, 2 * lower)};
}

/** Where a duration lies in a range, from 0 to 1. */
export function position(nanos, {from, to}) {
  const share = Math.log(Math.max(SHORTEST, nanos) / from) / Math.log(to / from);
  return Math.min(1, Math.max(0, share));
}

/** Bars of `{x, width, height}` as shares of 1, the highest bar being 1; empty buckets have none. */
export function bars(buckets, range) {
  const most = Math.max(1, ...buckets.map(({count}) => count));
  return buckets.filter(({count}) => count > 0).map((bucket) => {
    const x = position(bucket.fromNanos, range);
    return {bucket, x, width: position(bucket.toNanos, range) - x, height: bucket.count / most};
  });
}

/** The bars as one SVG path in a box of a width and a height. */
export function barsPath(buckets, range, width, height) {
  return bars(buckets, range).map((bar) => {
    const x = bar.x * width;
    // one span of a thousand is seen, too
    const high = Math.max(1.5, bar.height * height);
    return `M${x.toFixed(1)} ${height}v${(-high).toFixed(1)}h${Math.max(1, bar.width * width).toFixed(1)}v${high.toFixed(1)}z`;
  }).join('');
}

/** At most `most` round durations within a range: powers of ten, with twice and five times them. */
export function ticks({from, to}, most) {
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  const within = (factors, step) => {
    const found = [];
    for (let power = Math.ceil(first / step) * step; power <= last; power += step) {
      found.push(...factors.map((factor) => factor * 10 ** power));
    }
    return found.filter((nanos) => nanos >= from && nanos <= to);
  };
  for (const [factors, step] of [[[1, 2, 5], 1], [[1, 3], 1], [[1], 1], [[1], 2], [[1], 3]]) {
    const found = within(factors, step);
    if (found.length <= most) {
      return found;
    }
  }
  return within([1], 6);
}
