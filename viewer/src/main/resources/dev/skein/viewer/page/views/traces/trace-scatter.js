import {LitElement, css, html, nothing} from 'lit';
import {serviceColor} from '../../color.js';
import {counted, duration, time} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';
import {ScatterScale} from './scatter-scale.js';

const MOST_POINTS = 1000;
const REACH = 14;
const DRAG = 5;
const LONG_NAME = 100;
const STEP = {ArrowLeft: -1, ArrowRight: 1};

/**
 * Durations of traces over time. Properties: `traces`, newest first; `current`, the id of one that
 * stands out. Fires "open" with an id, "range" with `{from, to, min, max}` in epoch milliseconds
 * and nanoseconds when a rectangle was drawn, "point" with the id below the pointer or null.
 */
class SkeinTraceScatter extends LitElement {
  static properties = {
    traces: {attribute: false},
    current: {},
    pointed: {state: true},
    drag: {state: true},
    width: {state: true},
  };

  #height = 0;
  #scale = null;
  #points = [];
  #colors;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #restyle = () => {
    this.#colors = null;
    this.requestUpdate();
  };
  #resize = new ResizeObserver(([{contentRect}]) => {
    this.width = contentRect.width;
    this.#height = contentRect.height;
  });

  constructor() {
    super();
    this.traces = [];
    this.pointed = null;
    this.drag = null;
    this.width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resize.observe(this);
    window.addEventListener('skein-theme', this.#restyle);
    this.#dark.addEventListener('change', this.#restyle);
  }

  disconnectedCallback() {
    this.#resize.disconnect();
    window.removeEventListener('skein-theme', this.#restyle);
    this.#dark.removeEventListener('change', this.#restyle);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has('traces') || changed.has('width')) {
      const shown = this.traces.slice(0, MOST_POINTS);
      const box = {left: 58, right: this.width - 14, top: 10, bottom: this.#height - 20};
      this.#scale = shown.length > 0 && this.width > 100 ? new ScatterScale(shown, box) : null;
      this.#points = this.#scale
        ? shown.map((trace) => ({
          trace,
          x: this.#scale.x(trace.startMillis),
          y: this.#scale.y(trace.durationNanos),
        }))
        : [];
      if (this.pointed) {
        this.pointed = this.#points.find(({trace}) => trace.traceId === this.pointed.trace.traceId) ?? null;
      }
    }
  }

  updated() {
    this.#draw();
  }

  #draw() {
    const canvas = this.renderRoot.querySelector('canvas');
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(this.width * ratio);
    canvas.height = Math.round(this.#height * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    if (!this.#scale) {
      return;
    }
    if (!this.#colors) {
      const style = getComputedStyle(this);
      this.#colors = Object.fromEntries(['--line', '--fg-faint', '--error', '--fg', '--font']
        .map((name) => [name, style.getPropertyValue(name)]));
    }
    this.#axes(context);
    const failed = [];
    for (const point of this.#points) {
      if (point.trace.errorCount > 0) {
        failed.push(point);
      } else {
        this.#dot(context, point, serviceColor(point.trace.service));
      }
    }
    // failures on top, and of another shape: not everybody sees red
    failed.forEach((point) => this.#diamond(context, point));
    const marked = this.pointed
      ?? this.#points.find(({trace}) => trace.traceId === this.current);
    if (marked) {
      context.strokeStyle = this.#colors['--fg'];
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc(marked.x, marked.y, 6.5, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  #axes(context) {
    const {left, right, top, bottom} = this.#scale.box;
    context.font = `11px ${this.#colors['--font']}`;
    context.strokeStyle = this.#colors['--line'];
    context.fillStyle = this.#colors['--fg-faint'];
    context.lineWidth = 1;
    context.beginPath();
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const {y, text} of this.#scale.durationTicks()) {
      const at = Math.round(y) + 0.5;
      context.moveTo(left, at);
      context.lineTo(right, at);
      context.fillText(text, left - 8, y);
    }
    context.textBaseline = 'top';
    for (const {x, text} of this.#scale.timeTicks()) {
      const at = Math.round(x) + 0.5;
      context.moveTo(at, bottom);
      context.lineTo(at, bottom + 4);
      context.textAlign = x < left + 24 ? 'left' : x > right - 24 ? 'right' : 'center';
      context.fillText(text, x, bottom + 6);
    }
    context.moveTo(left, top);
    context.lineTo(left, bottom + 0.5);
    context.lineTo(right, bottom + 0.5);
    context.stroke();
  }

  #dot(context, {x, y}, color) {
    context.globalAlpha = 0.8;
    context.fillStyle = color;
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
  }

  #diamond(context, {x, y}) {
    context.fillStyle = this.#colors['--error'];
    context.beginPath();
    context.moveTo(x, y - 4.5);
    context.lineTo(x + 4.5, y);
    context.lineTo(x, y + 4.5);
    context.lineTo(x - 4.5, y);
    context.fill();
  }

  #nearest(x, y) {
    let best = null;
    let distance = REACH ** 2;
    for (const point of this.#points) {
      const here = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (here < distance) {
        best = point;
        distance = here;
      }
    }
    return best;
  }

  #place(event) {
    const {left, top} = this.getBoundingClientRect();
    return {x: event.clientX - left, y: event.clientY - top};
  }

  #down(event) {
    if (event.button !== 0 || !this.#scale) {
      return;
    }
    const at = this.#place(event);
    this.drag = {from: at, to: at, opens: this.#nearest(at.x, at.y), moved: false};
    // a finger scrolls the page
    if (event.pointerType === 'mouse') {
      event.target.setPointerCapture(event.pointerId);
    }
  }

  #move(event) {
    const at = this.#place(event);
    if (this.drag && event.pointerType === 'mouse') {
      const {from} = this.drag;
      const moved = this.drag.moved || Math.hypot(at.x - from.x, at.y - from.y) > DRAG;
      this.drag = {...this.drag, to: at, moved};
      this.#point(moved ? null : this.pointed);
    } else {
      this.#point(this.#nearest(at.x, at.y));
    }
  }

  #up() {
    const {drag} = this;
    this.drag = null;
    if (drag?.moved) {
      this.#select(drag);
    } else if (drag?.opens) {
      this.#open(drag.opens);
    }
  }

  #select({from, to}) {
    const scale = this.#scale;
    const {left, right, top, bottom} = scale.box;
    const within = (value, low, high) => Math.min(high, Math.max(low, value));
    const [x1, x2] = [from.x, to.x].map((x) => within(x, left, right)).sort((a, b) => a - b);
    const [y1, y2] = [from.y, to.y].map((y) => within(y, top, bottom)).sort((a, b) => a - b);
    this.dispatchEvent(new CustomEvent('range', {
      detail: {
        from: Math.floor(scale.millis(x1)),
        to: Math.ceil(scale.millis(x2)),
        // a side at the edge is no limit
        min: y2 >= bottom ? null : scale.nanos(y2),
        max: y1 <= top ? null : scale.nanos(y1),
      },
    }));
  }

  #open({trace}) {
    this.dispatchEvent(new CustomEvent('open', {detail: trace.traceId}));
  }

  #point(point) {
    if (point !== this.pointed) {
      this.pointed = point;
      this.dispatchEvent(new CustomEvent('point', {detail: point?.trace.traceId ?? null}));
    }
  }

  #key(event) {
    if (event.key in STEP && this.#points.length > 0) {
      event.preventDefault();
      const byTime = [...this.#points].sort((a, b) => a.x - b.x);
      const at = this.pointed ? byTime.indexOf(this.pointed) + STEP[event.key] : byTime.length - 1;
      this.#point(byTime[Math.min(byTime.length - 1, Math.max(0, at))]);
    } else if (event.key === 'Enter' && this.pointed) {
      event.preventDefault();
      this.#open(this.pointed);
    } else if (event.key === 'Escape') {
      this.drag = null;
      this.#point(null);
    }
  }

  render() {
    return html`
      <canvas tabindex="0" role="img"
        aria-label="Durations over time, ${counted(Math.min(MOST_POINTS, this.traces.length), 'trace')}. Left and right go through them, Enter opens one."
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${() => this.#up()}
        @pointercancel=${() => (this.drag = null)} @pointerleave=${() => this.#point(null)}
        @keydown=${this.#key} @blur=${() => this.#point(null)}></canvas>
      ${this.drag?.moved ? this.#rectangle(this.drag) : nothing}
      <div role="status">${this.pointed ? this.#tip(this.pointed) : nothing}</div>
    `;
  }

  #rectangle({from, to}) {
    const pixels = (value) => `${value}px`;
    return html`<div class="rectangle" style=${setStyle({
      left: pixels(Math.min(from.x, to.x)),
      top: pixels(Math.min(from.y, to.y)),
      width: pixels(Math.abs(to.x - from.x)),
      height: pixels(Math.abs(to.y - from.y)),
    })}></div>`;
  }

  #tip({trace, x, y}) {
    const right = x > this.width / 2;
    return html`
      <div class="tip" style=${setStyle({
        left: right ? null : `${x + 12}px`,
        right: right ? `${this.width - x + 12}px` : null,
        top: `${Math.min(y, this.#height - 60)}px`,
      })}>
        <b style=${setStyle({'--tint': serviceColor(trace.service)})}>${short(trace.service)}</b>
        <bdi>${short(trace.name)}</bdi><br>
        <strong>${duration(trace.durationNanos)}</strong>, ${counted(trace.spanCount, 'span')}${trace.errorCount > 0
          ? html`, <span class="errors">${counted(trace.errorCount, 'error')}</span>` : nothing}<br>
        <span class="faint">${time(trace.startMillis)}</span>
      </div>`;
  }

  static styles = [base, css`
    :host {
      position: relative;
      display: block;
      height: 150px;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      cursor: crosshair;
      touch-action: pan-y;
    }
    canvas:focus-visible {
      outline-offset: -2px;
    }
    .rectangle {
      position: absolute;
      border: 1px solid var(--accent);
      background: color-mix(in srgb, var(--accent) 14%, transparent);
      pointer-events: none;
    }
    .tip {
      position: absolute;
      z-index: 5;
      max-width: min(420px, 60%);
      padding: 5px 9px;
      overflow: hidden;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
      box-shadow: var(--shadow);
      text-overflow: ellipsis;
      white-space: nowrap;
      pointer-events: none;
    }
    b {
      padding-left: 6px;
      border-left: 4px solid var(--tint);
      font-weight: 600;
      unicode-bidi: isolate;
    }
    .errors {
      color: var(--error);
    }
    .faint {
      color: var(--fg-faint);
    }
  `];
}

function short(text) {
  return text.length > LONG_NAME ? `${text.slice(0, LONG_NAME)}…` : text;
}

customElements.define('skein-trace-scatter', SkeinTraceScatter);
