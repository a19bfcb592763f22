import {shareOf} from './time-scale.js';

/** The tree column ends here; the same margin as the track's in waterfall-styles.js. */
const MARGIN = 8;
/** With more than one turn in so many pixels, lines would be a grey area and say nothing. */
const PIXELS_PER_TURN = 4;
/** A line hangs from the path below the upper bar, and ends at the one below the lower. */
const BELOW_BAR = 20;
/** So many turns are looked at, or passed over, together. */
const BLOCK = 256;

/** Where the critical path goes from one span to another, as lines between their rows. */
export class CriticalThread {
  #most;
  #rowPixels;
  #size = 0;
  #x;
  #upper;
  #lower;
  #blocks = [];

  /** `look` is what all rows share; see trace-row.js. */
  constructor({model: {criticalPath: path}, rows, range, pixels, rowPixels}) {
    this.#most = pixels / PIXELS_PER_TURN;
    this.#rowPixels = rowPixels;
    this.#x = new Int32Array(path.length);
    this.#upper = new Int32Array(path.length);
    this.#lower = new Int32Array(path.length);
    for (let i = 1; i < path.length; i++) {
      const share = shareOf(path[i].fromNanos, range);
      // after a gap the path begins anew
      if (share < 0 || share > 1 || path[i].fromNanos > path[i - 1].toNanos) {
        continue;
      }
      const a = rows.rowShowing(path[i - 1].span);
      const b = rows.rowShowing(path[i].span);
      if (a >= 0 && b >= 0 && a !== b) {
        this.#x[this.#size] = Math.round(share * pixels);
        this.#upper[this.#size] = Math.min(a, b);
        this.#lower[this.#size++] = Math.max(a, b);
      }
    }
    for (let from = 0; from < this.#size; from += BLOCK) {
      const to = Math.min(from + BLOCK, this.#size);
      this.#blocks.push({
        from,
        to,
        upper: Math.min(...this.#upper.subarray(from, to)),
        lower: Math.max(...this.#lower.subarray(from, to)),
      });
    }
  }

  /**
   * The SVG path of what is to be seen of it in the rows from `first` to `end`, relative to the
   * first: one line for all turns in the same pixel.
   */
  pathBetween(first, end) {
    const lines = new Map();
    for (const {from, to, upper, lower} of this.#blocks) {
      if (upper <= end && lower >= first) {
        this.#collect(lines, from, to, first, end);
      }
      if (lines.size > this.#most) {
        return '';
      }
    }
    const y = (row) => (row - first) * this.#rowPixels + BELOW_BAR;
    let path = '';
    for (const [x, [from, to]] of lines) {
      path += `M${MARGIN + x + 0.5} ${y(from)}V${y(to)}`;
    }
    return path;
  }

  #collect(lines, from, to, first, end) {
    for (let i = from; i < to; i++) {
      const upper = Math.max(this.#upper[i], first - 1);
      const lower = Math.min(this.#lower[i], end);
      if (upper < lower && lower >= first && upper <= end) {
        const known = lines.get(this.#x[i]);
        lines.set(this.#x[i], known ? [Math.min(known[0], upper), Math.max(known[1], lower)] : [upper, lower]);
      }
    }
  }
}
