// What the comparison of two traces shows of the API's answer.

import {count, counted, duration, percent} from '../../format.js';

/** What differs by less, as a share of its own and of the longer trace's duration, is no change. */
const OWN_SHARE = 0.1;
const TRACE_SHARE = 0.01;
const ID = /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])/i;

/** The trace id in an id or an address of a trace; null if there is none. */
export function parseTraceId(text) {
  const path = /\/trace\/([0-9a-f]+)/i.exec(text);
  return (path ? path[1] : text).match(ID)?.[0].toLowerCase() ?? null;
}

/** "total" or "self": which time is compared. */
const nanosOf = (side, measure) =>
  side === null ? 0 : measure === 'self' ? side.selfNanos : side.totalNanos;

/**
 * The rows with their differences, right minus left.
 *
 * @returns {{rows: array, most: number}} rows: each with `index`, `difference` in nanoseconds,
 *     `ratio` (null where it says nothing), `only` ("left", "right" or null) and `changed`;
 *     most: the largest difference either way
 */
export function compareRows({left, right, rows}, measure) {
  const longer = Math.max(left.durationNanos, right.durationNanos);
  const found = rows.map((row, index) => {
    const before = nanosOf(row.left, measure);
    const after = nanosOf(row.right, measure);
    const difference = after - before;
    const only = row.left === null ? 'right' : row.right === null ? 'left' : null;
    const slower = Math.abs(difference) >= OWN_SHARE * Math.max(before, after)
      && Math.abs(difference) >= TRACE_SHARE * longer && difference !== 0;
    return {
      ...row,
      index,
      difference,
      only,
      ratio: before > 0 && after > 0 ? after / before : null,
      changed: slower || only !== null || row.left.count !== row.right.count
        || row.left.errorCount !== row.right.errorCount,
    };
  });
  return {rows: found, most: Math.max(0, ...found.map(({difference}) => Math.abs(difference)))};
}

/** Rows by the size of their difference, the largest first. */
export function byDifference(rows) {
  return rows.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.index - b.index);
}

/** "+430 ms", "−12 ms", "0". */
export function signedDuration(nanos) {
  return nanos === 0 ? '0' : `${nanos > 0 ? '+' : '−'}${duration(Math.abs(nanos))}`;
}

/** "× 3.4"; empty where there is no ratio or it is about one. */
export function ratioText(ratio) {
  if (ratio === null || (ratio > 0.995 && ratio < 1.005)) {
    return '';
  }
  if (ratio >= 1000 || ratio < 0.001) {
    return ratio > 1 ? '× >1000' : '× <0.001';
  }
  return `× ${Number(ratio.toPrecision(ratio < 1 ? 2 : 3))}`;
}

function more(difference, one, many) {
  if (difference === 0) {
    return `as many ${many}`;
  }
  return `${count(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'} ${
    Math.abs(difference) === 1 ? one : many}`;
}

function tookText(left, right) {
  const difference = right - left;
  if (difference === 0) {
    return 'took as long';
  }
  const share = left > 0 ? Math.abs(difference) / left : null;
  const relative = share === null ? ''
    : right >= 2 * left ? ` (${ratioText(right / left).slice(2)} times as long)`
      : ` (${percent(share)})`;
  return `took ${duration(Math.abs(difference))} ${difference > 0 ? 'longer' : 'less'}${relative}`;
}

/** How the right trace differs from the left one, in a line. */
export function differenceText({left, right, rows}) {
  const onlyLeft = rows.filter((row) => row.right === null).length;
  const onlyRight = rows.filter((row) => row.left === null).length;
  const paths = [
    onlyLeft > 0 && `${counted(onlyLeft, 'path')} only left`,
    onlyRight > 0 && `${counted(onlyRight, 'path')} only right`,
  ].filter(Boolean).join(', ');
  return `The right trace ${tookText(left.durationNanos, right.durationNanos)}, with `
    + `${more(right.spanCount - left.spanCount, 'span', 'spans')} and `
    + `${more(right.errorCount - left.errorCount, 'error', 'errors')}; `
    + `${paths === '' ? 'both took the same paths' : paths}.`;
}
