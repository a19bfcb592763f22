import {LitElement, css, html, nothing} from 'lit';
import {serviceColor} from '../../color.js';
import {duration} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';
import {followPointer} from './pointer-drag.js';
import {isWhole, moved, shareOf, within, zoomed} from './time-scale.js';

const MOST_LINE_PIXELS = 3;
const WHEEL_ZOOM = 1.0015;
const KEY_STEP = 0.05;

/**
 * The whole trace in a strip, and the piece of time that the waterfall shows: its frame can be
 * dragged and resized; a drag beside it, or the wheel with Ctrl, zooms. Each change is a `range`
 * event.
 */
class SkeinTraceMinimap extends LitElement {
  static properties = {
    model: {attribute: false},
    range: {attribute: false},
    /** [first, end] of the spans that are seen, as shares of all. */
    window: {attribute: false},
    found: {attribute: false},
    width: {state: true},
    brush: {state: true},
  };

  #observer = new ResizeObserver(([entry]) => (this.width = Math.round(entry.contentRect.width)));
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #redraw = () => this.#draw();
  #drawn = [];

  constructor() {
    super();
    this.width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('skein-theme', this.#redraw);
    this.#scheme.addEventListener('change', this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('skein-theme', this.#redraw);
    this.#scheme.removeEventListener('change', this.#redraw);
  }

  firstUpdated() {
    const map = this.renderRoot.querySelector('.map');
    this.#observer.observe(map);
    map.addEventListener('wheel', (event) => this.#onWheel(event), {passive: false});
  }

  updated() {
    const state = [this.model, this.found, this.width];
    if (state.some((value, i) => value !== this.#drawn[i])) {
      this.#drawn = state;
      this.#draw();
    }
  }

  #draw() {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || !this.model || this.width === 0) {
      return;
    }
    const {width} = this;
    const height = canvas.clientHeight;
    const scale = devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    context.scale(scale, scale);
    const style = getComputedStyle(this);
    this.#drawSpans(context, width, height, style);
  }

  #drawSpans(context, width, height, style) {
    const {model, found} = this;
    const {bounds, size} = model;
    const line = Math.min(MOST_LINE_PIXELS, Math.max(1, (height / size) * 0.7));
    const top = (index) => 1 + (index / size) * (height - 2 - line);
    const x = (nanos) => shareOf(nanos, bounds) * width;
    const paint = (index, from, to, color, thick = line) => {
      context.fillStyle = color;
      context.fillRect(x(from), top(index), Math.max(x(to) - x(from), 1), thick);
    };
    const whole = (index, color) => paint(index, model.spans[index].offsetNanos, model.end(index), color);
    context.globalAlpha = 0.9;
    const isNew = differing(model.trace.services, Math.ceil(width) + 1);
    model.spans.forEach(({service, offsetNanos}, index) => {
      // of thousands, most would be drawn over one another
      if (size <= 4 * height || isNew(service, Math.round(top(index)), x(offsetNanos), x(model.end(index)))) {
        whole(index, serviceColor(service));
      }
    });
    context.globalAlpha = 1;
    const ink = style.getPropertyValue('--fg');
    // with more spans than lines, ink would cover the colours
    if (size <= height) {
      for (const {span, fromNanos, toNanos} of model.criticalPath) {
        context.fillStyle = ink;
        context.fillRect(x(fromNanos), top(span) + line, Math.max(x(toNanos) - x(fromNanos), 1), 1);
      }
    }
    const error = style.getPropertyValue('--error');
    model.errors.forEach((index) => {
      whole(index, error);
      context.fillRect(x(model.spans[index].offsetNanos), top(index) - 1, 2, line + 2);
    });
    found?.forEach((index) => paint(index, bounds[0], bounds[1], 'rgb(242 194 0 / 45%)', Math.max(line, 1)));
  }

  #tell(range) {
    this.dispatchEvent(new CustomEvent('range', {detail: range}));
  }

  #nanosAt(clientX) {
    const {left, width} = this.renderRoot.querySelector('.map').getBoundingClientRect();
    const [from, to] = this.model.bounds;
    return from + (to - from) * ((clientX - left) / width);
  }

  #nanosOf(pixels) {
    const [from, to] = this.model.bounds;
    return (pixels / this.width) * (to - from);
  }

  #onDown(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const {range, model: {bounds}} = this;
    const {edge} = event.target.dataset;
    if (edge) {
      event.target.focus();
      followPointer(event, {move: ({dx}) => this.#moveEdge(edge, range, this.#nanosOf(dx))});
    } else if (event.target.classList.contains('frame') && !isWhole(range, bounds)) {
      followPointer(event, {
        move: ({dx}) => this.#tell(moved(range, this.#nanosOf(dx), bounds)),
      });
    } else {
      this.#drawBrush(event);
    }
  }

  #moveEdge(edge, [from, to], by) {
    const {bounds} = this.model;
    const range = edge === 'from'
      ? [Math.min(Math.max(from + by, bounds[0]), to), to]
      : [from, Math.max(Math.min(to + by, bounds[1]), from)];
    this.#tell(within(range, bounds));
  }

  #drawBrush(event) {
    const start = this.#nanosAt(event.clientX);
    const {bounds} = this.model;
    const rangeTo = (clientX) => {
      const end = this.#nanosAt(clientX);
      return within([Math.min(start, end), Math.max(start, end)], bounds);
    };
    followPointer(event, {
      move: ({x}) => (this.brush = rangeTo(x)),
      done: (dragged, {clientX}) => {
        this.brush = null;
        if (dragged) {
          this.#tell(rangeTo(clientX));
        }
      },
    });
  }

  #onWheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#tell(zoomed(this.range, this.#nanosAt(event.clientX), WHEEL_ZOOM ** event.deltaY, this.model.bounds));
    }
  }

  #onKeyDown(event) {
    const {edge} = event.target.dataset;
    const direction = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (edge && direction) {
      event.preventDefault();
      event.stopPropagation();
      this.#moveEdge(edge, this.range, direction * KEY_STEP * (this.range[1] - this.range[0]));
    }
  }

  render() {
    if (!this.model || !this.range) {
      return nothing;
    }
    const {bounds} = this.model;
    const [from, to] = this.range.map((nanos) => shareOf(nanos, bounds) * 100);
    const whole = isWhole(this.range, bounds);
    const [first, end] = this.window ?? [0, 1];
    return html`
      <div class="map ${whole ? 'whole' : ''}" title=${whole ? 'Drag to zoom into a piece of time' : nothing}
        @pointerdown=${this.#onDown} @keydown=${this.#onKeyDown} @dblclick=${() => this.#tell(bounds)}>
        <canvas></canvas>
        ${end - first < 0.99 ? html`
          <i class="seen" style=${setStyle({top: `${first * 100}%`, height: `${(end - first) * 100}%`})}></i>` : nothing}
        <i class="shade" style=${setStyle({left: '0', width: `${from}%`})}></i>
        <i class="shade" style=${setStyle({left: `${to}%`, right: '0'})}></i>
        <div class="frame" style=${setStyle({left: `${from}%`, width: `${to - from}%`})}></div>
        ${this.#edge('from', 'Start of the time shown', from, this.range[0])}
        ${this.#edge('to', 'End of the time shown', to, this.range[1])}
        ${this.brush ? html`<i class="brush" style=${setStyle({
          left: `${shareOf(this.brush[0], bounds) * 100}%`,
          width: `${((this.brush[1] - this.brush[0]) / (bounds[1] - bounds[0])) * 100}%`,
        })}></i>` : nothing}
      </div>
      <button class="plain reset" title="Show the whole trace (0)" ?hidden=${whole} @click=${() => this.#tell(bounds)}>
        ${duration(this.range[1] - this.range[0])} <span aria-hidden="true">✕</span><span class="visually-hidden">shown; show the whole trace</span>
      </button>`;
  }

  #edge(edge, label, share, nanos) {
    return html`
      <div class="edge" data-edge=${edge} role="slider" tabindex="0" aria-label=${label} aria-orientation="horizontal"
        aria-valuemin="0" aria-valuemax="100" aria-valuenow=${share.toFixed(1)} aria-valuetext=${duration(nanos)}
        style=${setStyle({left: `${share}%`})}></div>`;
  }

  static styles = [base, css`
    :host {
      position: relative;
      display: block;
      height: 56px;
      padding: 0 12px;
      border-block: 1px solid var(--line);
      background: var(--bg-raised);
    }
    .map {
      position: relative;
      height: 100%;
      cursor: crosshair;
      touch-action: none;
      user-select: none;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
    i, .frame, .edge {
      position: absolute;
      top: 0;
      bottom: 0;
    }
    .shade {
      background: color-mix(in srgb, var(--bg) 72%, transparent);
      pointer-events: none;
    }
    .seen {
      left: 0;
      right: 0;
      bottom: auto;
      min-height: 3px;
      background: color-mix(in srgb, var(--fg) 9%, transparent);
      pointer-events: none;
    }
    .map:not(.whole) .frame {
      cursor: grab;
    }
    .map:not(.whole) .frame:active {
      cursor: grabbing;
    }
    .edge {
      width: 13px;
      margin-left: -6px;
      cursor: ew-resize;
    }
    .edge::after {
      content: "";
      position: absolute;
      inset: 0 5px;
      border-radius: 2px;
      background: var(--accent);
    }
    .whole .edge::after {
      opacity: 0.35;
    }
    .edge:hover::after, .edge:focus-visible::after {
      inset-inline: 4px;
      opacity: 1;
    }
    .edge:focus-visible {
      outline: none;
    }
    .brush {
      border: solid var(--accent);
      border-width: 0 1px;
      background: color-mix(in srgb, var(--accent) 16%, transparent);
      pointer-events: none;
    }
    .reset {
      position: absolute;
      right: 20px;
      top: 4px;
      z-index: 1;
      min-height: 20px;
      padding: 0 8px;
      border: 1px solid var(--line);
      background: var(--bg-raised);
      font-size: 11.5px;
    }
    @media (width < 600px) {
      :host {
        height: 40px;
      }
    }
  `];
}

/** Tells whether a bar is another than those in its line before, to the pixel; lines come in order. */
function differing(services, width) {
  const numbers = new Map(services.map(({name}, number) => [name, number]));
  const known = new Set();
  let line = -1;
  return (service, top, from, to) => {
    if (top !== line) {
      line = top;
      known.clear();
    }
    const before = known.size;
    known.add((numbers.get(service) * width + Math.round(from)) * width + Math.round(to));
    return known.size > before;
  };
}

customElements.define('skein-trace-minimap', SkeinTraceMinimap);
