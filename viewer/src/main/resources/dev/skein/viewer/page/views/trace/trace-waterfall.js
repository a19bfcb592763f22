import {LitElement, html, nothing} from 'lit';
import {duration} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {recall, remember} from '../../storage.js';
import {base} from '../../styles.js';
import {CriticalThread} from './critical-thread.js';
import {narrowStyles} from './narrow-styles.js';
import {followPointer} from './pointer-drag.js';
import {RowPool} from './row-pool.js';
import './split-handle.js';
import {moved, ticks, within, zoomed} from './time-scale.js';
import {waterfallStyles} from './waterfall-styles.js';

const ROW_PIXELS = 26;
const NARROW_ROW_PIXELS = 44;
/** Rows outside of the window that are there already when one scrolls to them. */
const MORE_ROWS = 12;
const TICK_PIXELS = 90;
/** About the width of a letter in a tick's label, and what is free between two of them. */
const LETTER_PIXELS = 6.5;
const LABEL_GAP_PIXELS = 24;
/** What is left free of the time column at its sides; the same in waterfall-styles.js. */
const TRACK_MARGIN = 20;
const WHEEL_ZOOM = 1.0015;
const TREE = 'skein.tree-width';
/** The properties on which the lines between rows depend, and those on which every row does. */
const LINES = ['rows', 'range', 'narrow', 'treeWidth', 'width'];
const LOOKS = [...LINES, 'selected', 'found', 'hinted'];

/**
 * The rows of a trace: what called what on the left, when on the right. Only the rows that can be
 * seen have elements, so a trace may have any number; scrolling renders those alone that it brings.
 *
 * It tells what was asked for by events: `pick` (span), `fold` (span), `range` ([from, to]),
 * `levels` ("less", "more", "none", "all"), `window` ([first row, end row]).
 */
class SkeinTraceWaterfall extends LitElement {
  static properties = {
    rows: {attribute: false},
    range: {attribute: false},
    selected: {type: Number},
    found: {attribute: false},
    hinted: {attribute: false},
    narrow: {type: Boolean, reflect: true},
    treeWidth: {state: true},
    width: {state: true},
    height: {state: true},
    brush: {state: true},
    pointer: {state: true},
  };

  #observer = new ResizeObserver((entries) => this.#measure(entries));
  #wanted = null;
  /** The first row that is seen. */
  #first = 0;
  /** How far it is scrolled, in pixels. */
  #top = 0;
  #look = null;
  #thread = null;
  #pool = null;

  constructor() {
    super();
    this.width = 0;
    this.height = 0;
    this.selected = -1;
    this.treeWidth = Number(recall(TREE)) || 380;
  }

  get #rowPixels() {
    return this.narrow ? NARROW_ROW_PIXELS : ROW_PIXELS;
  }

  get #scroller() {
    return this.renderRoot.querySelector('.scroller');
  }

  get #tree() {
    return this.narrow ? 0 : Math.max(120, Math.min(this.treeWidth, this.width * 0.7));
  }

  get #trackPixels() {
    return Math.max(this.width - this.#tree - TRACK_MARGIN, 1);
  }

  get #end() {
    const visible = Math.ceil(this.height / this.#rowPixels) + 1;
    return Math.min(this.#first + visible, this.rows.size);
  }

  connectedCallback() {
    super.connectedCallback();
    // one that comes back is where it was; what is taken out of the document is scrolled to its top
    this.updateComplete.then(() => this.#top > 0 && this.#goTo(this.#top));
  }

  willUpdate(changed) {
    if (this.rows && LOOKS.some((name) => changed.has(name))) {
      this.#look = this.#lookNow();
    }
    if (this.rows && LINES.some((name) => changed.has(name))) {
      this.#thread = this.narrow || this.width === 0 ? null : new CriticalThread(this.#look);
    }
  }

  firstUpdated() {
    this.#pool = new RowPool(this.renderRoot.querySelector('.rows'));
    this.#observer.observe(this.#scroller);
    this.#observer.observe(this.renderRoot.querySelector('.sizer'));
    // a listener that may prevent has to say so
    this.renderRoot.querySelector('.grid')
      .addEventListener('wheel', (event) => this.#onWheel(event), {passive: false});
  }

  updated(changed) {
    if (changed.has('narrow') && this.#first > 0) {
      // rows have another height, and the same is the first
      this.#goTo(this.#first * this.#rowPixels);
    }
    this.#showRows();
    if (this.#wanted !== null && this.height > 0) {
      const span = this.#wanted;
      this.#wanted = null;
      this.#scrollTo(span);
    }
  }

  /** Scrolls so that a span's row is seen; does nothing if it is already. */
  reveal(span) {
    this.#wanted = span;
    this.requestUpdate();
  }

  focusRows() {
    this.renderRoot.querySelector('.grid').focus({preventScroll: true});
  }

  /** How many rows fit. */
  get pageRows() {
    return Math.max(1, Math.floor(this.height / this.#rowPixels) - 1);
  }

  #scrollTo(span) {
    const top = this.rows.rowShowing(span) * this.#rowPixels;
    if (top < 0) {
      return;
    }
    const scroller = this.#scroller;
    const at = scroller.scrollTop;
    const near = top < at + 2 * this.height && top > at - 2 * this.height;
    const room = this.#rowPixels * 2;
    if (top < at + (at > 0 ? this.#rowPixels : 0)) {
      scroller.scrollTop = near ? top - room : top - this.height / 3;
    } else if (top + this.#rowPixels > at + this.height - this.#rowPixels) {
      scroller.scrollTop = near ? top + room + this.#rowPixels - this.height : top - this.height / 3;
    }
  }

  #measure(entries) {
    for (const {target, contentRect} of entries) {
      if (target.classList.contains('scroller')) {
        this.height = contentRect.height;
      } else {
        this.width = contentRect.width;
      }
    }
    this.#tellWindow();
  }

  #goTo(top) {
    this.#scroller.scrollTop = top;
    // no event says so where it is there already
    this.#onScroll();
  }

  #onScroll() {
    if (!this.isConnected) {
      return;
    }
    this.#top = this.#scroller.scrollTop;
    const first = Math.floor(this.#top / this.#rowPixels);
    if (first !== this.#first) {
      this.#first = first;
      this.#showRows();
      this.#tellWindow();
    }
  }

  /** Not by Lit's way: of all that this element shows, scrolling changes the rows alone. */
  #showRows() {
    if (this.width === 0) {
      return;
    }
    const {rows, rowPixels} = this.#look;
    // always as many, wherever they are, so that none is made or thrown away on the way
    const wanted = Math.ceil(this.height / rowPixels) + 1 + 2 * MORE_ROWS;
    const start = Math.max(0, Math.min(this.#first - MORE_ROWS, rows.size - wanted));
    const end = Math.min(start + wanted, rows.size);
    this.#pool.show(start, end, this.#look);
    this.#showThread(start, end);
    this.#markActive(start, end);
  }

  #showThread(start, end) {
    const svg = this.renderRoot.querySelector('.thread');
    svg.style.transform = `translateY(${start * this.#rowPixels}px)`;
    svg.firstElementChild.setAttribute('d', this.#thread?.pathBetween(start, end) ?? '');
  }

  #markActive(start, end) {
    const row = this.selected < 0 ? -1 : this.rows.rowOf(this.selected);
    const grid = this.renderRoot.querySelector('.grid');
    if (row >= start && row < end) {
      grid.setAttribute('aria-activedescendant', `row-${this.selected}`);
    } else {
      grid.removeAttribute('aria-activedescendant');
    }
  }

  #tellWindow() {
    this.#tell('window', [this.#first, this.#end]);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }

  #nanosAt(clientX) {
    const {left} = this.renderRoot.querySelector('.ruler .track').getBoundingClientRect();
    const [from, to] = this.range;
    return from + (to - from) * ((clientX - left) / this.#trackPixels);
  }

  #onWheel(event) {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    const {bounds} = this.rows.model;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const factor = WHEEL_ZOOM ** (event.deltaMode === 0 ? event.deltaY : event.deltaY * 20);
      this.#tell('range', zoomed(this.range, this.#nanosAt(event.clientX), factor, bounds));
    } else if (sideways && Math.abs(sideways) >= Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      const [from, to] = this.range;
      this.#tell('range', moved(this.range, (sideways / this.#trackPixels) * (to - from), bounds));
    }
  }

  #onRulerDown(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const start = this.#nanosAt(event.clientX);
    const rangeTo = (x) => {
      const end = this.#nanosAt(x);
      return within([Math.min(start, end), Math.max(start, end)], this.range);
    };
    followPointer(event, {
      move: ({x}) => (this.brush = rangeTo(x)),
      done: (dragged, {clientX}) => {
        this.brush = null;
        if (dragged) {
          this.#tell('range', rangeTo(clientX));
        }
      },
    });
  }

  #onClick(event) {
    const fold = event.target.closest('[data-fold]');
    const row = event.target.closest('[data-span]');
    if (fold) {
      // the button is soon another row's, which Enter is not to fold
      this.focusRows();
      this.#tell('fold', {span: Number(fold.dataset.fold), subtree: event.altKey || event.shiftKey});
    } else if (row && !getSelection()?.toString()) {
      this.#tell('pick', Number(row.dataset.span));
    }
  }

  #onDoubleClick(event) {
    const row = event.target.closest('[data-span]');
    if (row && event.target.closest('.time')) {
      this.#tell('zoom-to', Number(row.dataset.span));
    }
  }

  #onPointer(event) {
    const x = event.type === 'pointerleave' || event.pointerType === 'touch' ? null : event.clientX;
    const nanos = x === null ? null : this.#nanosAt(x);
    this.pointer = nanos !== null && nanos >= this.range[0] && nanos <= this.range[1] ? nanos : null;
  }

  #resizeTree(width) {
    this.treeWidth = width;
    remember(TREE, width);
  }

  render() {
    const {rows, narrow} = this;
    if (!rows) {
      return nothing;
    }
    const rowPixels = this.#rowPixels;
    const pixels = this.#trackPixels;
    const marks = ticks(this.range, pixels / TICK_PIXELS);
    const crowded = areCrowded(marks.slice(-2), pixels);
    const isLast = ({share}, index) => index === marks.length - 1 && share > 0.93;
    return html`
      <div class="grid" role="treegrid" tabindex="0" aria-label="Spans" aria-rowcount=${rows.size + 1} aria-readonly="true"
        style=${setStyle({'--tree': `${this.#tree}px`, '--row': `${rowPixels}px`, '--track': `${pixels}px`})}>
        <div class="head" role="row" aria-rowindex="1">
          <div class="tree-head" role="columnheader">${this.#levels()}</div>
          <div class="ruler" role="columnheader" aria-label="Time, ${duration(this.range[0])} to ${duration(this.range[1])}"
            title="Drag to zoom into a piece of time" @pointerdown=${this.#onRulerDown}>
            <div class="track">
              ${marks.map((mark, index) => html`
                <span class="tick ${isLast(mark, index) ? 'last' : ''}" style=${setStyle({left: `${mark.share * 100}%`})}>${
                  isLast(mark, index) && crowded ? nothing : mark.label}</span>`)}
              ${this.#pointerMark(true)}
            </div>
          </div>
        </div>
        <div class="body" @pointermove=${this.#onPointer} @pointerleave=${this.#onPointer}>
          <div class="lines">
            ${marks.map(({share}) => html`<i style=${setStyle({left: `${share * 100}%`})}></i>`)}
          </div>
          <div class="scroller" role="presentation" @scroll=${this.#onScroll}
            @click=${this.#onClick} @dblclick=${this.#onDoubleClick}>
            <div class="sizer" role="presentation" style=${setStyle({height: `${rows.size * rowPixels}px`})}>
              <svg class="thread" aria-hidden="true"><path></path></svg>
              <div class="rows" role="rowgroup"></div>
            </div>
          </div>
          <div class="lines over">${this.#pointerMark(false)}${this.#brushed()}</div>
        </div>
      </div>
      ${narrow ? nothing : html`
        <skein-split-handle class="split" label="Width of the tree" .size=${this.#tree} .min=${120} .max=${Math.round(this.width * 0.7)}
          style=${setStyle({left: `${this.#tree}px`})} @resize=${(event) => this.#resizeTree(event.detail)}></skein-split-handle>`}`;
  }

  #lookNow() {
    const {rows, range, narrow, selected, found, hinted} = this;
    // deep trees are indented less, so that names keep at least half of the column
    const room = (narrow ? this.width * 0.4 : this.#tree * 0.4) || 1;
    const indent = Math.min(14, room / Math.max(rows.model.maxDepth, 1));
    return {
      model: rows.model, rows, range, narrow, selected, found, hinted, indent,
      pixels: this.#trackPixels, rowPixels: this.#rowPixels,
    };
  }

  #levels() {
    const button = (what, text, title) => html`
      <button class="plain level" title=${title} aria-label=${title} @click=${() => this.#tell('levels', what)}>${text}</button>`;
    return html`
      <span>Span</span>
      <span class="levels">
        ${button('all', '«', 'Collapse all')}
        ${button('less', '‹', 'Collapse one level ([)')}
        ${button('more', '›', 'Expand one level (])')}
        ${button('none', '»', 'Expand all')}
      </span>`;
  }

  #pointerMark(withTime) {
    if (this.pointer == null || this.brush) {
      return nothing;
    }
    const share = (this.pointer - this.range[0]) / (this.range[1] - this.range[0]);
    return html`<span class="pointer ${share > 0.9 ? 'last' : ''}" style=${setStyle({left: `${share * 100}%`})}>${
      withTime ? html`<em>${duration(this.pointer)}</em>` : nothing}</span>`;
  }

  #brushed() {
    if (!this.brush) {
      return nothing;
    }
    const [from, to] = this.range;
    const [start, end] = this.brush;
    return html`<span class="brush" style=${setStyle({
      left: `${((start - from) / (to - from)) * 100}%`,
      width: `${((end - start) / (to - from)) * 100}%`,
    })}><em>${duration(end - start)}</em></span>`;
  }

  static styles = [base, waterfallStyles, narrowStyles];
}

/** Whether a last label, which is left of its tick, would touch the one before. */
function areCrowded([before, last], pixels) {
  return last !== undefined && (last.share - before.share) * pixels
    < (before.label.length + last.label.length) * LETTER_PIXELS + LABEL_GAP_PIXELS;
}

customElements.define('skein-trace-waterfall', SkeinTraceWaterfall);
