import {LitElement, css, html, nothing, svg} from 'lit';
import {counted, duration, percent} from '../../format.js';
import {base} from '../../styles.js';
import {bars, position, rangeOf, ticks} from './histogram-model.js';

const PLOT = 130;
const MARK = 15;
const AXIS = 20;

/**
 * The durations of one operation, large: bars that link to their traces, and marked percentiles.
 *
 * `buckets` as of the API, `marks` `[{text, nanos}]` by duration, `address(fromNanos, toNanos)`
 * the link of a bar.
 */
class SkeinDurationHistogram extends LitElement {
  static properties = {
    buckets: {attribute: false},
    marks: {attribute: false},
    address: {attribute: false},
    pointed: {state: true},
    stop: {state: true},
  };

  #key = (event) => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const links = [...this.renderRoot.querySelectorAll('a')];
      const at = links.findIndex((link) => link.tabIndex === 0);
      links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
    }
  };

  #text({fromNanos, toNanos, count}, total) {
    return `${duration(fromNanos)} to ${duration(toNanos)}: ${counted(count, 'span')}, ${percent(count / total)}`;
  }

  render() {
    const range = rangeOf(this.buckets);
    const total = this.buckets.reduce((sum, {count}) => sum + count, 0);
    const shown = bars(this.buckets, range);
    const top = this.marks.length * MARK;
    const stop = shown.some(({bucket}) => bucket.fromNanos === this.stop) ? this.stop : shown[0]?.bucket.fromNanos;
    return html`
      <svg width="100%" height=${top + PLOT + AXIS} role="group"
        aria-label="Durations of ${counted(total, 'span')}, from ${duration(range.from)} to ${duration(range.to)}; the arrow keys move between the bars"
        @keydown=${this.#key}>
        ${ticks(range, 8).map((nanos) => this.#tick(nanos, range, top))}
        ${shown.map((bar) => this.#bar(bar, top, total, stop))}
        ${this.marks.map((mark, i) => this.#mark(mark, i, range, top))}
        <line class="axis" x1="0" x2="100%" y1=${top + PLOT} y2=${top + PLOT}></line>
      </svg>
      <p role="status">${this.pointed
        ? this.#text(this.pointed, total)
        : `${counted(total, 'span')} on a logarithmic scale; a bar leads to its traces`}</p>
    `;
  }

  #tick(nanos, range, top) {
    const at = position(nanos, range);
    const anchor = at < 0.05 ? 'start' : at > 0.95 ? 'end' : 'middle';
    return svg`
      <line class="grid" x1="${at * 100}%" x2="${at * 100}%" y1=${top} y2=${top + PLOT + 4}></line>
      <text class="tick" x="${at * 100}%" y=${top + PLOT + 16} text-anchor=${anchor}>${duration(nanos)}</text>`;
  }

  #bar({bucket, x, width, height}, top, total, stop) {
    const high = Math.max(2, height * (PLOT - 4));
    const point = () => {
      this.pointed = bucket;
    };
    const leave = () => {
      this.pointed = null;
    };
    return svg`
      <a href=${this.address(bucket.fromNanos, bucket.toNanos)} tabindex=${bucket.fromNanos === stop ? 0 : -1}
        data-count=${bucket.count} aria-label=${this.#text(bucket, total)}
        @pointerenter=${point} @pointerleave=${leave} @blur=${leave}
        @focus=${() => {
          this.stop = bucket.fromNanos;
          point();
        }}>
        <rect class="reach" x="${x * 100}%" width="${width * 100}%" y=${top} height=${PLOT}></rect>
        <rect class="bar" x="${x * 100}%" width="${Math.max(0.15, width * 100 - 0.12)}%" y=${top + PLOT - high} height=${high}></rect>
      </a>`;
  }

  /** Each on a line of its own, so that those that lie together can be read. */
  #mark({text, nanos}, i, range, top) {
    const at = position(nanos, range);
    const end = at > 0.5;
    const y = i * MARK + 11;
    return svg`
      <line class="mark" x1="${at * 100}%" x2="${at * 100}%" y1=${y - 9} y2=${top + PLOT}></line>
      <svg x="${at * 100}%" y="0" overflow="visible">
        <text class="mark" x=${end ? -5 : 5} y=${y} text-anchor=${end ? 'end' : 'start'}><tspan class="name">${text}</tspan> ${duration(nanos)}</text>
      </svg>`;
  }

  static styles = [base, css`
    :host {
      display: block;
    }
    svg {
      display: block;
      overflow: visible;
    }
    text {
      fill: var(--fg);
      font-size: 11px;
    }
    .tick, .name {
      fill: var(--fg-faint);
    }
    .grid {
      stroke: var(--line);
    }
    .axis {
      stroke: var(--fg-faint);
    }
    line.mark {
      stroke: var(--fg-faint);
      stroke-dasharray: 3 3;
      pointer-events: none;
    }
    .bar {
      fill: color-mix(in srgb, var(--accent) 62%, var(--bg-raised));
    }
    .reach {
      fill: transparent;
    }
    a:hover .reach, a:focus .reach {
      fill: color-mix(in srgb, var(--accent) 10%, transparent);
    }
    a:hover .bar, a:focus .bar {
      fill: var(--accent);
    }
    a:focus-visible {
      outline: none;
    }
    a:focus-visible .reach {
      stroke: var(--focus);
      stroke-width: 2;
    }
    p {
      min-height: 1.45em;
      margin: 2px 0 0;
      color: var(--fg-faint);
      font-size: 12px;
    }
  `];
}

customElements.define('skein-duration-histogram', SkeinDurationHistogram);
