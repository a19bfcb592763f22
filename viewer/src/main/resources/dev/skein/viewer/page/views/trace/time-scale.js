// The piece of time that is shown, `[from, to]` in nanoseconds, and how it is measured.

/** The shortest time that one can zoom into. */
const SHORTEST_NANOS = 10;
const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

/** A range of at least the shortest length, moved and cut so that it lies within the bounds. */
export function within([from, to], [first, last]) {
  const length = Math.min(Math.max(to - from, SHORTEST_NANOS), last - first);
  const start = Math.min(Math.max(from, first), last - length);
  return [start, start + length];
}

/** A range that is `factor` times as long, with the same share of it on both sides of `at`. */
export function zoomed([from, to], at, factor, bounds) {
  const length = (to - from) * factor;
  const share = (at - from) / (to - from);
  return within([at - length * share, at + length * (1 - share)], bounds);
}

export function moved([from, to], by, bounds) {
  return within([from + by, to + by], bounds);
}

/** Around a piece of time, with a little room on both sides. */
export function around([from, to], bounds) {
  const room = Math.max((to - from) * 0.05, SHORTEST_NANOS / 2);
  return within([from - room, to + room], bounds);
}

export function isWhole(range, bounds) {
  return range[0] <= bounds[0] && range[1] >= bounds[1];
}

/** Where a time lies in a range: 0 at its start, 1 at its end. */
export function shareOf(nanos, [from, to]) {
  return (nanos - from) / (to - from);
}

/**
 * Round times in a range, about as many as asked for.
 *
 * @returns {{nanos: number, share: number, label: string}[]}
 */
export function ticks(range, wanted) {
  const [from, to] = range;
  const step = roundStep((to - from) / Math.max(wanted, 1));
  const result = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++) {
    result.push({nanos: n * step, share: shareOf(n * step, range), label: label(n * step, step, to)});
  }
  return result;
}

function roundStep(atLeast) {
  // a minute has sixty seconds, all else goes by ten
  const sixties = [15e9, 30e9, 60e9, 120e9, 300e9, 600e9, 1800e9, 3600e9];
  const power = 10 ** Math.floor(Math.log10(atLeast));
  if (atLeast > 10e9 && atLeast <= sixties.at(-1)) {
    return sixties.find((step) => step >= atLeast);
  }
  return Math.max(1, power * [1, 2, 5, 10].find((factor) => factor * power >= atLeast * 0.999));
}

/** All labels of a ruler have the unit of its largest, and as many digits as tell them apart. */
function label(nanos, step, largest) {
  if (nanos === 0) {
    return '0';
  }
  const [size, unit] = UNITS.find(([one]) => largest >= one) ?? UNITS.at(-1);
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  return `${(nanos / size).toFixed(digits)} ${unit}`;
}

/** Pieces that are nearer to one another than this are drawn as one. */
const GAP_PIXELS = 1;

/**
 * What to draw of pieces of time that are in order, however many there are: those that cannot be
 * told apart at this width become one, which knows how much of it they fill.
 *
 * @returns {{from: number, to: number, fill: number}[]} from and to as shares of the range
 */
export function packed(pieces, range, pixels) {
  const gap = GAP_PIXELS / pixels;
  const result = [];
  let last;
  for (const piece of pieces) {
    const from = Math.max(shareOf(piece[0], range), 0);
    const to = Math.min(shareOf(piece[1], range), 1);
    if (to < 0 || from > 1) {
      continue;
    }
    if (last && from - last.to < gap) {
      last.to = Math.max(last.to, to);
      last.filled += to - from;
    } else {
      last = {from, to, filled: to - from};
      result.push(last);
    }
  }
  return result.map(({from, to, filled}) => ({from, to, fill: to > from ? Math.min(1, filled / (to - from)) : 1}));
}
