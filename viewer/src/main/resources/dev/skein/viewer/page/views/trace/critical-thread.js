import {svg, html, nothing} from 'lit';
import {shareOf} from './time-scale.js';

/** The tree column ends here; the same margin as the track's in waterfall-styles.js. */
const MARGIN = 8;
/** With more than one turn in so many pixels, lines would be a grey area and say nothing. */
const PIXELS_PER_TURN = 4;

/**
 * Where the critical path goes from one span to another: lines between their rows, one for all
 * turns in the same pixel, drawn as one path over the rows from `first` to `end`.
 */
export function criticalThread(first, end, look, rowPixels) {
  const lines = turns(first, end, look);
  if (lines.size === 0 || lines.size > look.pixels / PIXELS_PER_TURN) {
    return nothing;
  }
  let path = '';
  for (const [x, [from, to]] of lines) {
    // it hangs from the path below the upper bar, and ends at the one below the lower
    path += `M${MARGIN + x + 0.5} ${(from - first) * rowPixels + 20}V${(to - first) * rowPixels + 20}`;
  }
  return html`<svg class="thread" aria-hidden="true">${svg`<path d=${path}></path>`}</svg>`;
}

function turns(first, end, {model, rows, range, pixels}) {
  const lines = new Map();
  const path = model.criticalPath;
  for (let i = 1; i < path.length; i++) {
    const share = shareOf(path[i].fromNanos, range);
    if (share < 0 || share > 1) {
      continue;
    }
    const a = rows.rowShowing(path[i - 1].span);
    const b = rows.rowShowing(path[i].span);
    const upper = Math.max(Math.min(a, b), first - 1);
    const lower = Math.min(Math.max(a, b), end);
    if (a < 0 || b < 0 || upper >= lower || lower < first || upper > end) {
      continue;
    }
    const x = Math.round(share * pixels);
    const known = lines.get(x);
    lines.set(x, known ? [Math.min(known[0], upper), Math.max(known[1], lower)] : [upper, lower]);
  }
  return lines;
}
