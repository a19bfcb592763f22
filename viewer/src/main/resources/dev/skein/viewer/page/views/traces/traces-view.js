import {LitElement, html, nothing} from 'lit';
import {apiUrl, get} from '../../api.js';
import {count, counted} from '../../format.js';
import {bindKeys} from '../../keys.js';
import {href, navigate} from '../../router.js';
import {status} from '../../status.js';
import {base, loading} from '../../styles.js';
import './empty-store.js';
import {shortDuration, withValue} from './query-text.js';
import './quick-filters.js';
import './search-box.js';
import {TraceFeed} from './trace-feed.js';
import './trace-list.js';
import './trace-scatter.js';
import {styles} from './traces-styles.js';

const STEP = 100;
const EXPORT_LIMIT = 1000;

/** The traces that a search finds, over time and as a list, newest first. */
class SkeinTracesView extends LitElement {
  static properties = {
    route: {attribute: false},
    known: {state: true},
    current: {state: true},
    pointed: {state: true},
    chosen: {state: true},
    shown: {state: true},
  };

  #feed = new TraceFeed(this);
  #searched = null;
  #servicesAt = -1;
  #hovered = false;
  #scrolled = 0;
  #end = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && this.#more());
  #statusChanged = () => {
    this.#loadServices();
    // ages grow
    this.requestUpdate();
    this.renderRoot.querySelector('skein-trace-list')?.requestUpdate();
  };

  constructor() {
    super();
    this.known = {services: [], omittedServices: 0};
    this.current = null;
    this.pointed = null;
    this.chosen = [];
    this.shown = STEP;
    this.#bindKeys();
  }

  #bindKeys() {
    bindKeys(this, [
      {key: '/', help: 'Search', run: () => this.renderRoot.querySelector('skein-search-box').focus()},
      {key: ['j', 'ArrowDown'], help: 'Next trace', run: () => this.#step(1)},
      {key: ['k', 'ArrowUp'], help: 'Previous trace', run: () => this.#step(-1)},
      {key: 'Enter', help: 'Open the trace', run: () => this.#openCurrent()},
      {key: 'e', help: 'Next trace with an error', run: () => this.#step(1, ({errorCount}) => errorCount > 0)},
      {key: 'c', help: 'Choose the trace for a comparison', run: () => this.current !== null && this.#choose(this.current)},
      {key: 'p', help: 'Pause the live tail, or go on', run: () => this.#pause()},
      {key: 'Escape', help: 'Choose no trace', run: () => this.#escape()},
    ]);
  }

  connectedCallback() {
    super.connectedCallback();
    status.addEventListener('change', this.#statusChanged);
    this.addEventListener('scroll', this.#onScroll);
    // a view that comes back is where it was
    this.updateComplete.then(() => (this.scrollTop = this.#scrolled));
  }

  disconnectedCallback() {
    status.removeEventListener('change', this.#statusChanged);
    this.removeEventListener('scroll', this.#onScroll);
    this.#end.disconnect();
    this.#hovered = false;
    super.disconnectedCallback();
  }

  #onScroll = () => {
    this.#scrolled = this.scrollTop;
    this.#hold();
  };

  /** What the address says, as parameters of the API. */
  get #params() {
    const {query} = this.route;
    const window = query.get('window');
    return {
      q: query.get('q') ?? '',
      from: query.get('from') ?? (window ? `-${window}` : ''),
      to: query.get('to') ?? '',
    };
  }

  willUpdate(changed) {
    if (changed.has('route')) {
      const params = this.#params;
      const search = JSON.stringify(params);
      if (search !== this.#searched) {
        this.#searched = search;
        this.current = null;
        this.shown = STEP;
        this.scrollTop = 0;
        this.#hold();
        this.#feed.search(params);
      }
    }
  }

  updated() {
    if (this.#hovered && !this.renderRoot.querySelector('skein-trace-list')) {
      this.#hover(false);
    }
    this.#end.disconnect();
    const more = this.renderRoot.querySelector('#more');
    if (more) {
      this.#end.observe(more);
    }
  }

  /** For the filters; anew when there are new spans. */
  async #loadServices() {
    const added = status.stats?.addedSpans ?? 0;
    if (added === this.#servicesAt) {
      return;
    }
    this.#servicesAt = added;
    try {
      this.known = await get('/api/services');
    } catch {
      // the banner says so; the next change asks again
      this.#servicesAt = -1;
    }
  }

  /** Rows stay where they are while somebody points at one, moves along them or reads further down. */
  #hold() {
    this.#feed.held = this.#hovered || this.current !== null || this.scrollTop > 200;
  }

  #go(text, from, to) {
    navigate(href('/', {q: text, from, to}));
  }

  #search(text) {
    const {from, to} = this.#params;
    this.#go(text, from, to);
  }

  #range({from, to, min, max}) {
    let text = this.#params.q;
    if (min !== null) {
      text = withValue(text, 'total>=', shortDuration(min, Math.floor));
    }
    if (max !== null) {
      text = withValue(text, 'total<=', shortDuration(max, Math.ceil));
    }
    this.#go(text, from, to);
  }

  #step(step, wanted = () => true) {
    const {traces} = this.#feed;
    const at = traces.findIndex(({traceId}) => traceId === this.current);
    for (let i = at + step; i >= 0 && i < traces.length; i += step) {
      if (wanted(traces[i])) {
        this.#select(traces[i].traceId, i);
        return true;
      }
    }
    return at >= 0;
  }

  #select(id, index) {
    this.current = id;
    this.shown = Math.max(this.shown, index + 1);
    this.#hold();
    this.updateComplete.then(() => this.renderRoot.querySelector('skein-trace-list')?.reveal(id));
  }

  #openCurrent() {
    if (this.current === null) {
      return false;
    }
    navigate(`/trace/${this.current}`);
    return true;
  }

  #escape() {
    if (this.current === null && this.chosen.length === 0) {
      return false;
    }
    this.current = null;
    this.chosen = [];
    this.#hold();
    return true;
  }

  #choose(id) {
    this.chosen = this.chosen.includes(id)
      ? this.chosen.filter((one) => one !== id)
      : [...this.chosen, id].slice(-2);
  }

  #pause() {
    this.#feed.paused = !this.#feed.paused;
    this.requestUpdate();
  }

  #showWaiting() {
    this.#hovered = false;
    this.current = null;
    this.scrollTop = 0;
    this.#feed.show();
    this.#hold();
  }

  #more() {
    if (this.shown < this.#feed.traces.length) {
      this.shown += STEP;
    } else {
      this.#feed.more();
    }
  }

  render() {
    const feed = this.#feed;
    const params = this.#params;
    const searching = params.q !== '' || params.from !== '' || params.to !== '';
    const none = feed.traces.length === 0 && !feed.loading && !feed.error;
    // the store may have been filled since it was asked how full it is
    if (none && !searching && feed.waiting === 0) {
      return html`<skein-empty-store></skein-empty-store>`;
    }
    const {error} = feed;
    return html`
      <div class="top">
        <skein-search-box .value=${params.q}
          .problem=${error?.status === 400 ? error.message : null}
          @search=${(event) => this.#search(event.detail)}></skein-search-box>
        <div class="second">
          <skein-quick-filters .text=${params.q} .from=${params.from} .to=${params.to} .known=${this.known}
            @change=${({detail: {text, from, to}}) => this.#go(text, from, to)}></skein-quick-filters>
          ${this.#live()}
        </div>
      </div>
      ${error ? this.#failed(error, params)
        : feed.traces.length > 0 || feed.waiting > 0 ? this.#found(params)
        : none ? this.#nothingFound() : loading}
    `;
  }

  #live() {
    const {paused} = this.#feed;
    return html`
      <button id="live" aria-pressed=${paused} title="New traces appear by themselves (p)"
        @click=${() => this.#pause()}>
        <span class=${paused ? 'lamp' : 'lamp on'} aria-hidden="true"></span>
        <span>${paused ? 'Paused' : 'Live'}</span>
      </button>`;
  }

  #failed(error, params) {
    const where = error.status === 400 && !error.message.startsWith('q,')
      && (params.from !== '' || params.to !== '');
    return html`
      <div class="message" role="alert">
        <p>${error.status === 400 ? 'This search cannot be understood.' : 'The search failed.'}</p>
        ${error.status !== 400 || where ? html`<p class="faint">${error.message}</p>` : nothing}
        ${error.status === 400
          ? nothing
          : html`<button @click=${() => this.#feed.search(params)}>Try again</button>`}
      </div>`;
  }

  #nothingFound() {
    const {stats} = status;
    return html`
      <div class="message">
        <p>No trace matches.</p>
        ${stats?.traces > 0 ? html`<p class="faint">There are ${counted(stats.traces, 'trace')} here.</p>` : nothing}
        <button @click=${() => this.#go('', '', '')}>Clear filters</button>
      </div>`;
  }

  #found(params) {
    const feed = this.#feed;
    return html`
      <skein-trace-scatter .traces=${feed.traces} .current=${this.current}
        @open=${(event) => navigate(`/trace/${event.detail}`)}
        @range=${(event) => this.#range(event.detail)}
        @point=${(event) => (this.pointed = event.detail)}></skein-trace-scatter>
      <div class="head">
        ${this.#summary()}
        ${feed.waiting > 0 ? html`
          <button id="waiting" class="primary" @click=${() => this.#showWaiting()}>
            ${counted(feed.waiting, 'new trace')}${feed.paused ? ' while paused' : ''} – show
          </button>` : nothing}
        <span class="end">
          ${this.#comparison()}
          <a class="button" id="export" download="traces.json"
            title="OTLP as JSON, up to ${count(EXPORT_LIMIT)} traces"
            href=${apiUrl('/api/export', {...params, limit: EXPORT_LIMIT})}>Export</a>
        </span>
      </div>
      <skein-trace-list
        .traces=${feed.traces.slice(0, this.shown)} .current=${this.current} .pointed=${this.pointed}
        .chosen=${this.chosen} .fresh=${feed.fresh}
        @choose=${(event) => this.#choose(event.detail)}
        @pointerenter=${(event) => this.#hover(event.pointerType === 'mouse')}
        @pointerleave=${() => this.#hover(false)}></skein-trace-list>
      ${this.shown < feed.traces.length || feed.next !== null ? html`
        <div class="message">
          <button id="more" ?disabled=${feed.loading} @click=${() => this.#more()}>Older traces</button>
        </div>` : nothing}
    `;
  }

  #hover(hovered) {
    this.#hovered = hovered;
    this.#hold();
  }

  #summary() {
    const {traces, next, searchMillis} = this.#feed;
    const found = next === null
      ? counted(traces.length, 'trace')
      : `The newest ${counted(traces.length, 'trace')}`;
    return html`<span id="found">${found}${searchMillis === null
      ? nothing
      : html` <span class="faint">in ${searchMillis < 10 ? searchMillis.toFixed(1) : Math.round(searchMillis)} ms</span>`}</span>`;
  }

  #comparison() {
    const [left, right] = this.chosen;
    if (!left) {
      return nothing;
    }
    return right
      ? html`<a class="button primary" id="compare" href=${href('/compare', {left, right})}>Compare the two</a>`
      : html`<span class="faint">Choose one more to compare</span>`;
  }

  static styles = [base, styles];
}

customElements.define('skein-traces-view', SkeinTracesView);
