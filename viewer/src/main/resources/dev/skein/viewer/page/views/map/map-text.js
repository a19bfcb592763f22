// Names and sentences of the service map.

import {count, counted, duration, percent} from '../../format.js';

const WIDTH = {least: 164, most: 240, around: 32};
const SIZE = 13;

/** Measures names as the map writes them, in pixels. */
export function measurer(fontFamily) {
  const context = document.createElement('canvas').getContext('2d');
  context.font = `600 ${SIZE}px ${fontFamily}`;
  return (text) => context.measureText(text).width;
}

/** The width of a service's box. */
export function nodeWidth(name, measure) {
  return Math.ceil(Math.min(WIDTH.most, Math.max(WIDTH.least, measure(name.slice(0, 80)) + WIDTH.around)));
}

/** The part of a name that fits into a box. */
export function shorten(name, width, measure) {
  const room = width - WIDTH.around;
  const characters = [...name.slice(0, 80)];
  if (characters.length === name.length && measure(name) <= room) {
    return name;
  }
  let fits = 0;
  for (let most = characters.length; fits < most;) {
    const middle = Math.ceil((fits + most) / 2);
    if (measure(`${characters.slice(0, middle).join('')}…`) <= room) {
      fits = middle;
    } else {
      most = middle - 1;
    }
  }
  return `${characters.slice(0, fits).join('')}…`;
}

/** "61 errors (5.1 %)", "no errors". */
export function errorsText(errors, share) {
  return errors > 0 ? `${counted(errors, 'error')} (${percent(share)})` : 'no errors';
}

/** A call path as a sentence. */
export function edgeText({from, to, calls, errors, errorShare, p50Nanos, p95Nanos, p99Nanos}) {
  return `${from} calls ${to}: ${counted(calls, 'call')}, ${errorsText(errors, errorShare)}, `
    + `p50 ${duration(p50Nanos)}, p95 ${duration(p95Nanos)}, p99 ${duration(p99Nanos)}`;
}

/** A service as a sentence. */
export function nodeText({name, silent, spanCount, errorCount, errorShare, rootCount}) {
  if (silent) {
    return `${name}: sends no spans of its own`;
  }
  const begins = rootCount > 0 ? `, ${count(rootCount)} of them begin a trace` : '';
  return `${name}: ${counted(spanCount, 'span')}${begins}, ${errorsText(errorCount, errorShare)}`;
}
