import {LitElement, html, nothing} from 'lit';
import {get, live} from '../../api.js';
import {counted} from '../../format.js';
import {bindKeys} from '../../keys.js';
import {navigate} from '../../router.js';
import {setStyle} from '../../set-style.js';
import {recall, remember} from '../../storage.js';
import {base, loading} from '../../styles.js';
import './span-details.js';
import './split-handle.js';
import {addressOf, readAddress} from './trace-address.js';
import './trace-header.js';
import './trace-hints.js';
import {traceKeys} from './trace-keys.js';
import './trace-minimap.js';
import './trace-missing.js';
import {TraceModel} from './trace-model.js';
import {TraceState} from './trace-state.js';
import './trace-toolbar.js';
import './trace-waterfall.js';
import {viewStyles} from './view-styles.js';

const NARROW_PIXELS = 640;
/** Browsers refuse an address that changes with every move of a pointer: at most so often. */
const ADDRESS_MILLIS = 350;
const TRACE_ID = /^[0-9a-f]{32}$/;
const PANEL = 'skein.details-width';

/** One trace: where the time went. The address says what is selected, found, zoomed and focused. */
class SkeinTraceView extends LitElement {
  static properties = {
    route: {attribute: false},
    state: {state: true},
    failure: {state: true},
    news: {state: true},
    room: {state: true},
    panel: {state: true},
    sheet: {state: true},
  };

  #id = null;
  #loading = null;
  #tail = null;
  #address = null;
  #addressTimer;
  /** What of all rows is seen, from and to as shares of them. */
  #window = [0, 1];
  #addressIsOld = false;
  #observer = new ResizeObserver(([{contentRect: {width, height}}]) => (this.room = [width, height]));

  constructor() {
    super();
    this.panel = Number(recall(PANEL)) || 400;
    this.room = [innerWidth, innerHeight];
    bindKeys(this, traceKeys(this));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    document.addEventListener('visibilitychange', this.#looked);
    document.addEventListener('click', this.#onAnyClick, {capture: true});
    this.#listen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#looked);
    document.removeEventListener('click', this.#onAnyClick, {capture: true});
    this.#tail?.close();
    this.#forgetAddress();
    this.state?.close();
  }

  willUpdate(changed) {
    if (!changed.has('route')) {
      return;
    }
    const {params, query} = this.route;
    const id = params.id.toLowerCase();
    if (id !== this.#id) {
      this.#open(id);
    } else if (this.state && query.toString() !== this.#address) {
      this.state.restore(readAddress(query, this.state.model));
    }
    this.#address = query.toString();
  }

  updated() {
    const {trace} = this.state?.model ?? {};
    if (trace && this.isConnected) {
      document.title = `${trace.name || trace.traceId.slice(0, 8)} · Skein`;
    }
  }

  // The trace: loading it, and hearing of more of it

  #open(id) {
    this.#id = id;
    this.#forgetAddress();
    this.state?.close();
    this.state = null;
    this.failure = null;
    this.news = null;
    this.#window = [0, 1];
    this.#listen();
    this.refresh();
  }

  async refresh() {
    this.#loading?.abort();
    const loading = this.#loading = new AbortController();
    try {
      const trace = await get(`/api/traces/${encodeURIComponent(this.#id)}`, {}, {signal: loading.signal});
      this.#show(new TraceModel(trace));
    } catch (e) {
      if (e.name === 'AbortError') {
        return;
      }
      this.failure = e;
      if (this.state) {
        // what is shown stays
        this.dispatchEvent(new CustomEvent('notice', {detail: e.message, bubbles: true, composed: true}));
      }
    }
  }

  #show(model) {
    this.failure = null;
    this.news = null;
    if (this.state) {
      this.state.replace(model);
      return;
    }
    this.state = new TraceState(model, {
      changed: () => this.#changed(),
      reveal: (span) => this.#reveal(span),
    });
    this.state.restore(readAddress(this.route.query, model));
  }

  /** A browser has six connections for all of its tabs: one that nobody looks at needs none. */
  #looked = () => this.#listen();

  #listen() {
    this.#tail?.close();
    const id = this.#id;
    if (document.hidden || !TRACE_ID.test(id)) {
      return;
    }
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
    if (!this.state) {
      if (this.failure) {
        this.refresh();
      }
      return;
    }
    const {trace} = this.state.model;
    const more = spanCount - trace.spanCount;
    this.news = more > 0 ? counted(more, 'new span') : durationNanos > trace.durationNanos ? 'Still growing' : null;
  }

  #changed() {
    this.requestUpdate();
    if (this.#addressTimer) {
      this.#addressIsOld = true;
      return;
    }
    this.#addressTimer = setTimeout(() => {
      this.#addressTimer = undefined;
      if (this.#addressIsOld) {
        this.#changed();
      }
    }, ADDRESS_MILLIS);
    queueMicrotask(() => this.#writeAddress());
  }

  /** Before a link is followed: one comes back to what was shown. */
  #onAnyClick = () => {
    if (this.#addressIsOld) {
      this.#writeAddress();
    }
  };

  #writeAddress() {
    this.#addressIsOld = false;
    if (this.state && this.isConnected) {
      const path = addressOf(this.state);
      this.#address = new URL(path, location.href).searchParams.toString();
      navigate(path, {replace: true});
    }
  }

  #forgetAddress() {
    clearTimeout(this.#addressTimer);
    this.#addressTimer = undefined;
    this.#addressIsOld = false;
  }

  // What the keys need

  get #waterfall() {
    return this.renderRoot.querySelector('skein-trace-waterfall');
  }

  get pageRows() {
    return this.#waterfall.pageRows;
  }

  async #reveal(index) {
    await this.updateComplete;
    this.#waterfall?.reveal(index);
  }

  isInRows(event) {
    const path = event.composedPath();
    return path[0] === document.body || path.includes(this.#waterfall);
  }

  focusSearch() {
    this.renderRoot.querySelector('skein-trace-toolbar').focusSearch();
  }

  copyId() {
    this.renderRoot.querySelector('skein-trace-header').copyId();
  }

  escape() {
    const wasOpen = this.state?.opened;
    const done = this.state?.escape() ?? false;
    if (wasOpen) {
      this.#waterfall.focusRows();
    }
    return done;
  }

  render() {
    const {state, failure, room} = this;
    if (!state) {
      return failure ? this.#failed(failure) : loading;
    }
    const {model} = state;
    const narrow = room[0] < NARROW_PIXELS;
    return html`
      <skein-trace-header .model=${model} @service=${(event) => state.find(event.detail)}></skein-trace-header>
      <div class="controls">
        <skein-trace-toolbar .text=${state.text} .matchCount=${state.matches.length} .position=${state.matches.indexOf(state.selected)}
          .errorCount=${model.errors.length} .focused=${state.rows.focus < 0 ? null : model.spans[state.rows.focus].name} .news=${this.news}
          @find=${(event) => state.find(event.detail)} @next=${(event) => state.nextMatch(event.detail)}
          @error=${(event) => state.nextError(event.detail)} @unfocus=${() => state.toggleFocus()}
          @refresh=${() => this.refresh()}></skein-trace-toolbar>
        <skein-trace-hints .hints=${model.hints} .chosen=${state.hint} @hint=${(event) => state.chooseHint(event.detail)}></skein-trace-hints>
      </div>
      <skein-trace-minimap .model=${model} .range=${state.range} .window=${this.#window} .found=${state.matches}
        @range=${(event) => state.show(event.detail)}></skein-trace-minimap>
      <div class="body ${narrow ? 'stacked' : ''}">
        <skein-trace-waterfall .rows=${state.rows} .range=${state.range} .selected=${state.selected} .found=${state.matchSet}
          .hinted=${state.hinted} ?narrow=${narrow}
          @pick=${(event) => state.open(event.detail)} @fold=${(event) => state.fold(event.detail)}
          @range=${(event) => state.show(event.detail)} @zoom-to=${(event) => state.zoomTo(event.detail)}
          @levels=${(event) => state.levels(event.detail)}
          @window=${({detail: [first, end]}) => this.#see(first, end)}></skein-trace-waterfall>
        ${state.opened && state.selected >= 0 ? this.#details(state, narrow) : nothing}
      </div>`;
  }

  #failed({status, message}) {
    return status === 404 || status === 400
      ? html`<skein-trace-missing .traceId=${this.#id} .reason=${message}></skein-trace-missing>`
      : html`<p class="failure" role="alert">${message} <button @click=${() => this.refresh()}>Try again</button></p>`;
  }

  #details(state, narrow) {
    const [width, height] = this.room;
    const most = Math.round(narrow ? height * 0.75 : width * 0.7);
    const size = Math.min(narrow ? this.sheet ?? Math.round(height * 0.42) : this.panel, most);
    return html`
      <skein-split-handle label="Size of the details" after .horizontal=${narrow} .size=${size} .min=${narrow ? 120 : 280} .max=${most}
        @resize=${(event) => this.#resize(event.detail, narrow)}></skein-split-handle>
      <skein-span-details .model=${state.model} .index=${state.selected} role="complementary" aria-label="Details of the span"
        style=${setStyle({'flex-basis': `${size}px`})}
        @close=${() => this.escape()} @go=${(event) => state.select(event.detail)}
        @focus-span=${() => state.toggleFocus()} @zoom-to=${() => state.zoomTo()}></skein-span-details>`;
  }

  #see(first, end) {
    if (!this.state) {
      // the last words of a waterfall that goes
      return;
    }
    const {rows, model} = this.state;
    const share = (row) => (row >= rows.size ? 1 : rows.spans[row] / model.size);
    this.#window = [share(first), share(end)];
    // scrolling changes nothing else here
    this.renderRoot.querySelector('skein-trace-minimap').window = this.#window;
  }

  #resize(size, narrow) {
    if (narrow) {
      this.sheet = size;
    } else {
      this.panel = size;
      remember(PANEL, size);
    }
  }

  static styles = [base, viewStyles];
}

customElements.define('skein-trace-view', SkeinTraceView);
