import {LitElement, html, nothing} from 'lit';
import {get, live} from '../../api.js';
import {counted} from '../../format.js';
import {bindKeys} from '../../keys.js';
import {href, navigate} from '../../router.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';
import './span-details.js';
import './split-handle.js';
import {around, isWhole, within, zoomed} from './time-scale.js';
import './trace-header.js';
import './trace-hints.js';
import {traceKeys} from './trace-keys.js';
import './trace-minimap.js';
import './trace-missing.js';
import {TraceModel} from './trace-model.js';
import './trace-toolbar.js';
import './trace-waterfall.js';
import {viewStyles} from './view-styles.js';
import {VisibleRows, allClosed, oneLevelLess, oneLevelMore, revealed, toggled, withSubtree} from './visible-rows.js';

const NARROW_PIXELS = 640;
/** Browsers refuse an address that changes with every move of a pointer. */
const ADDRESS_MILLIS = 250;
/** A trace of more spans is searched when typing pauses. */
const SEARCH_AT_ONCE = 5000;
const SEARCH_MILLIS = 150;

/** One trace: where the time went. The address says what is selected, found, zoomed and focused. */
class SkeinTraceView extends LitElement {
  static properties = {
    route: {attribute: false},
    model: {state: true},
    failure: {state: true},
    rows: {state: true},
    range: {state: true},
    selected: {state: true},
    opened: {state: true},
    text: {state: true},
    matches: {state: true},
    current: {state: true},
    hint: {state: true},
    news: {state: true},
    window: {state: true},
    narrow: {state: true},
    panel: {state: true},
  };

  #id = null;
  #loading = null;
  #tail = null;
  #address = null;
  #addressTimer;
  #searchTimer;
  #observer = new ResizeObserver(([{contentRect: {width, height}}]) => {
    this.narrow = width < NARROW_PIXELS;
    this.room = [width, height];
  });

  constructor() {
    super();
    this.panel = Number(localStorage.getItem('skein.details-width')) || 400;
    this.sheet = 0;
    this.room = [1280, 800];
    this.narrow = innerWidth < NARROW_PIXELS;
    this.#clear();
    bindKeys(this, traceKeys(this));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    if (this.#id) {
      this.#listen();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#tail?.close();
    this.#tail = null;
    clearTimeout(this.#addressTimer);
    clearTimeout(this.#searchTimer);
  }

  #clear() {
    this.model = null;
    this.failure = null;
    this.rows = null;
    this.range = null;
    this.selected = -1;
    this.opened = false;
    this.text = '';
    this.matches = [];
    this.current = -1;
    this.hint = -1;
    this.news = null;
    this.window = [0, 1];
  }

  willUpdate(changed) {
    if (!changed.has('route') || this.route?.name !== 'trace') {
      return;
    }
    const id = this.route.params.id.toLowerCase();
    if (id !== this.#id) {
      this.#id = id;
      this.#clear();
      this.#listen();
      this.refresh();
    } else if (this.model && this.route.query.toString() !== this.#address) {
      this.#applyAddress();
    }
    this.#address = this.route.query.toString();
  }

  updated(changed) {
    if (this.model && (changed.has('route') || changed.has('model'))) {
      document.title = `${this.model.trace.name || this.#id.slice(0, 8)} · Skein`;
    }
  }

  // The trace: loading it, and hearing of more of it

  async refresh() {
    this.#loading?.abort();
    const loading = this.#loading = new AbortController();
    const id = this.#id;
    try {
      const trace = await get(`/api/traces/${encodeURIComponent(id)}`, {}, {signal: loading.signal});
      this.#show(new TraceModel(trace));
    } catch (e) {
      if (e.name === 'AbortError') {
        return;
      }
      this.failure = e;
    }
  }

  #show(model) {
    const before = this.model;
    const rows = this.rows;
    const place = (index) => (index < 0 ? -1 : model.indexOf(before.spans[index].spanId));
    this.model = model;
    this.failure = null;
    this.news = null;
    this.hint = -1;
    if (!before) {
      this.rows = new VisibleRows(model, new Set());
      this.range = model.bounds;
      this.#applyAddress();
      return;
    }
    // what was selected, collapsed and zoomed stays
    this.selected = place(this.selected);
    this.opened &&= this.selected >= 0;
    this.rows = new VisibleRows(model, new Set([...rows.collapsed].map(place).filter((i) => i >= 0)), place(rows.focus));
    this.range = isWhole(this.range, before.bounds) ? model.bounds : within(this.range, model.bounds);
    this.#search();
  }

  #listen() {
    this.#tail?.close();
    const id = this.#id;
    const hear = ({traces}) => {
      const trace = traces.findLast(({traceId}) => traceId === id);
      if (trace && id === this.#id) {
        this.#hear(trace);
      }
    };
    this.#tail = live({q: id}, {
      traces: hear,
      // what came before the tail began, or while it was lost
      open: () => get('/api/traces', {q: id, limit: 1}).then(hear, () => {}),
    });
  }

  #hear({spanCount, durationNanos}) {
    if (!this.model) {
      if (this.failure) {
        this.refresh();
      }
      return;
    }
    const {trace} = this.model;
    const more = spanCount - trace.spanCount;
    this.news = more > 0 ? `${counted(more, 'new span')}` : durationNanos > trace.durationNanos ? 'still growing' : null;
  }

  // The address

  #applyAddress() {
    const {query} = this.route;
    const {model} = this;
    const focus = model.indexOf(query.get('focus') ?? '');
    if (focus !== this.rows.focus) {
      this.rows = new VisibleRows(model, this.rows.collapsed, focus);
    }
    const range = [query.get('from'), query.get('to')].map((text) => (text ? Number(text) : NaN));
    this.range = range[0] < range[1] ? within(range, model.bounds) : model.bounds;
    this.text = query.get('find') ?? '';
    this.#search();
    const span = model.indexOf(query.get('span') ?? '');
    if (span !== this.selected) {
      this.opened = span >= 0;
      this.#select(span);
    }
  }

  #writeAddress() {
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => {
      const {model, range} = this;
      const whole = isWhole(range, model.bounds);
      const path = href(`/trace/${this.#id}`, {
        span: model.spans[this.selected]?.spanId,
        find: this.text.trim(),
        focus: model.spans[this.rows.focus]?.spanId,
        from: whole ? null : Math.floor(range[0]),
        to: whole ? null : Math.ceil(range[1]),
      });
      this.#address = new URL(path, location.href).searchParams.toString();
      navigate(path, {replace: true});
    }, ADDRESS_MILLIS);
  }

  // Selection

  get #waterfall() {
    return this.renderRoot.querySelector('skein-trace-waterfall');
  }

  #select(index) {
    this.selected = index;
    if (index >= 0) {
      if (this.rows.focus >= 0 && (index < this.rows.first || index >= this.rows.end)) {
        this.#setRows(this.rows.collapsed, -1);
      }
      this.#setRows(revealed(this.model, this.rows.collapsed, index));
      this.#reveal(index);
    }
    this.#writeAddress();
  }

  async #reveal(index) {
    await this.updateComplete;
    this.#waterfall?.reveal(index);
  }

  #pick(index) {
    this.opened = true;
    this.#select(index);
  }

  takesArrows(event) {
    const path = event.composedPath();
    return path[0] === document.body || path.includes(this.#waterfall);
  }

  step(by) {
    if (!this.model) {
      return;
    }
    const at = this.selected < 0 ? -1 : this.rows.rowShowing(this.selected);
    const row = Math.min(Math.max(at + by, 0), this.rows.size - 1);
    this.#select(this.rows.spans[row]);
  }

  stepPage(direction) {
    this.step(direction * this.#waterfall.pageRows);
  }

  toggleDetails() {
    if (this.selected < 0) {
      return false;
    }
    this.opened = !this.opened;
  }

  escape() {
    if (this.opened) {
      this.opened = false;
      this.#waterfall.focusRows();
    } else if (this.text) {
      this.find('');
    } else if (this.hint >= 0) {
      this.hint = -1;
    } else if (this.rows?.focus >= 0) {
      this.toggleFocus();
    } else {
      return false;
    }
  }

  nextError(direction) {
    this.#jump(this.model?.errors ?? [], direction);
  }

  /** Goes to the next of some spans after the selected one, and around. */
  #jump(spans, direction) {
    if (spans.length === 0) {
      return;
    }
    const after = direction > 0
      ? spans.find((index) => index > this.selected) ?? spans[0]
      : spans.findLast((index) => index < this.selected) ?? spans.at(-1);
    this.#select(after);
  }

  // Search inside the trace

  focusSearch() {
    this.renderRoot.querySelector('skein-trace-toolbar')?.focusSearch();
  }

  find(text) {
    this.text = text;
    clearTimeout(this.#searchTimer);
    if (this.model.size <= SEARCH_AT_ONCE) {
      this.#search();
    } else {
      this.#searchTimer = setTimeout(() => this.#search(), SEARCH_MILLIS);
    }
    this.#writeAddress();
  }

  #search() {
    this.matches = this.text.trim() ? this.model.find(this.text) : [];
    this.matchSet = this.matches.length > 0 ? new Set(this.matches) : null;
  }

  nextMatch(direction) {
    this.#jump(this.matches, direction);
  }

  // Rows

  #setRows(collapsed, focus = this.rows.focus) {
    if (collapsed !== this.rows.collapsed || focus !== this.rows.focus) {
      this.rows = new VisibleRows(this.model, collapsed, focus);
    }
  }

  #fold({span, subtree}) {
    const {collapsed} = this.rows;
    this.#setRows(subtree
      ? withSubtree(this.model, collapsed, span, collapsed.has(span))
      : toggled(collapsed, span));
    // a selected row that was folded away is where it went
    if (this.selected >= 0 && this.rows.rowOf(this.selected) < 0 && this.rows.rowShowing(this.selected) >= 0) {
      this.#select(this.rows.spans[this.rows.rowShowing(this.selected)]);
    }
  }

  collapseOrUp() {
    const {selected, model, rows} = this;
    if (selected < 0) {
      return false;
    }
    if (model.isParent(selected) && !rows.collapsed.has(selected)) {
      this.#fold({span: selected});
    } else if (selected !== rows.focus && model.spans[selected].parent >= 0) {
      this.#select(model.spans[selected].parent);
    }
  }

  expandOrDown() {
    const {selected, model, rows} = this;
    if (selected < 0) {
      return false;
    }
    if (rows.collapsed.has(selected)) {
      this.#fold({span: selected});
    } else if (model.isParent(selected)) {
      this.#select(selected + 1);
    }
  }

  toggleSubtree() {
    if (this.selected >= 0 && this.model.isParent(this.selected)) {
      this.#fold({span: this.selected, subtree: true});
    }
  }

  levels(what) {
    const {rows, model} = this;
    this.#setRows({
      less: () => oneLevelLess(rows),
      more: () => oneLevelMore(rows),
      all: () => allClosed(model),
      none: () => new Set(),
    }[what]());
  }

  toggleFocus() {
    const {rows, selected} = this;
    this.#setRows(rows.collapsed, rows.focus < 0 ? selected : -1);
    if (selected >= 0) {
      this.#reveal(selected);
    }
    this.#writeAddress();
  }

  // Time

  #setRange(range) {
    this.range = range;
    this.#writeAddress();
  }

  zoom(factor) {
    const {selected, range, model} = this;
    const middle = (range[0] + range[1]) / 2;
    const at = selected < 0 ? middle : (model.spans[selected].offsetNanos + model.end(selected)) / 2;
    this.#setRange(zoomed(range, at >= range[0] && at <= range[1] ? at : middle, factor, model.bounds));
  }

  zoomOut() {
    this.#setRange(this.model.bounds);
  }

  zoomToSelected() {
    if (this.selected >= 0) {
      this.#zoomTo(this.selected);
    }
  }

  #zoomTo(index) {
    const {model} = this;
    this.#setRange(around([model.spans[index].offsetNanos, model.end(index)], model.bounds));
  }

  copyId() {
    this.renderRoot.querySelector('skein-trace-header')?.copyId();
  }

  #chooseHint(number) {
    this.hint = number;
    const spans = this.model.hints[number]?.spans ?? [];
    if (spans.length > 0) {
      let {collapsed} = this.rows;
      spans.forEach((span) => (collapsed = revealed(this.model, collapsed, span)));
      this.#setRows(collapsed, spans.every((span) => this.rows.rowShowing(span) >= 0) ? this.rows.focus : -1);
      this.#reveal(spans[0]);
    }
  }

  render() {
    const {model, failure} = this;
    if (failure && !model) {
      return failure.status === 404 || failure.status === 400
        ? html`<skein-trace-missing .traceId=${this.#id} .reason=${failure.message}></skein-trace-missing>`
        : html`<p class="failure" role="alert">${failure.message} <button @click=${() => this.refresh()}>Try again</button></p>`;
    }
    if (!model) {
      return html`<p class="loading" role="status">Loading…</p>`;
    }
    return html`
      <skein-trace-header .model=${model} @service=${(event) => this.find(event.detail)}></skein-trace-header>
      <skein-trace-hints .hints=${model.hints} .chosen=${this.hint} @hint=${(event) => this.#chooseHint(event.detail)}></skein-trace-hints>
      <skein-trace-toolbar .text=${this.text} .matchCount=${this.matches.length} .position=${this.matches.indexOf(this.selected)}
        .errorCount=${model.errors.length} .focused=${this.rows.focus < 0 ? null : model.spans[this.rows.focus].name} .news=${this.news}
        @find=${(event) => this.find(event.detail)} @next=${(event) => this.nextMatch(event.detail)}
        @error=${(event) => this.nextError(event.detail)} @unfocus=${() => this.toggleFocus()} @refresh=${() => this.refresh()}></skein-trace-toolbar>
      <skein-trace-minimap .model=${model} .range=${this.range} .window=${this.window} .matches=${this.matches}
        @range=${(event) => this.#setRange(event.detail)}></skein-trace-minimap>
      ${this.#body()}`;
  }

  #body() {
    const {model, rows, opened, narrow} = this;
    const [width, height] = this.room;
    const most = Math.round(narrow ? height * 0.8 : width * 0.7);
    const size = Math.min(narrow ? this.sheet || Math.round(height * 0.45) : this.panel, most);
    return html`
      <div class="body ${narrow ? 'stacked' : ''}">
        <skein-trace-waterfall .rows=${rows} .range=${this.range} .selected=${this.selected} .matches=${this.matchSet}
          .current=${this.text ? this.selected : -1} .hinted=${new Set(model.hints[this.hint]?.spans)} ?narrow=${narrow}
          @pick=${(event) => this.#pick(event.detail)} @fold=${(event) => this.#fold(event.detail)}
          @range=${(event) => this.#setRange(event.detail)} @zoom-to=${(event) => this.#zoomTo(event.detail)}
          @levels=${(event) => this.levels(event.detail)}
          @window=${({detail: [first, end]}) => this.#see(first, end)}></skein-trace-waterfall>
        ${opened && this.selected >= 0 ? html`
          <skein-split-handle label="Size of the details" after .horizontal=${narrow} .size=${size} .min=${narrow ? 120 : 280} .max=${most}
            @resize=${(event) => this.#resize(event.detail)}></skein-split-handle>
          <skein-span-details .model=${model} .index=${this.selected} role="complementary" aria-label="Details of the span"
            style=${setStyle({'flex-basis': `${size}px`})}
            @close=${() => this.escape()} @go=${(event) => this.#select(event.detail)}
            @focus-span=${() => this.toggleFocus()} @zoom-to=${() => this.zoomToSelected()}></skein-span-details>` : nothing}
      </div>`;
  }

  #see(first, end) {
    const {rows, model} = this;
    const share = (row) => (row >= rows.size ? 1 : rows.spans[row] / model.size);
    const window = [share(first), share(end)];
    if (window[0] !== this.window[0] || window[1] !== this.window[1]) {
      this.window = window;
    }
  }

  #resize(size) {
    if (this.narrow) {
      this.sheet = size;
      this.requestUpdate();
    } else {
      this.panel = size;
      localStorage.setItem('skein.details-width', size);
    }
  }

  static styles = [base, viewStyles];
}

customElements.define('skein-trace-view', SkeinTraceView);
