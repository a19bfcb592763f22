import {LitElement, css, html, nothing} from 'lit';
import {get} from '../../api.js';
import {counted} from '../../format.js';
import {bindKeys} from '../../keys.js';
import {LiveData} from '../../live-data.js';
import {href, navigate} from '../../router.js';
import {parseSort, sorted} from '../../sortable.js';
import {base, frame, loading} from '../../styles.js';
import '../../time-window.js';
import {windowOf} from '../../time-window.js';
import {COLUMNS, filtered, operationsModel} from './operations-model.js';
import './operations-table.js';

const FIRST = {id: 'total', down: true};

/** How often, how fast and with how many errors each service does what it does. */
class SkeinOperationsView extends LitElement {
  static properties = {route: {attribute: false}};

  #live = new LiveData(this, async (signal) =>
    operationsModel(await get('/api/operations', {from: this.#window().from}, {signal})));
  #asked = null;

  constructor() {
    super();
    bindKeys(this, [
      {key: '/', help: 'Filter', run: () => this.renderRoot.querySelector('#filter').select()},
      {key: 'p', help: 'Pause or go on', run: () => this.#pause()},
      {key: 'j', help: 'Next operation', run: () => this.#table()?.step(1)},
      {key: 'k', help: 'Previous operation', run: () => this.#table()?.step(-1)},
    ]);
  }

  disconnectedCallback() {
    // what is shown when the view comes back is asked for anew
    this.#asked = null;
    super.disconnectedCallback();
  }

  #table() {
    return this.renderRoot.querySelector('skein-operations-table');
  }

  #window() {
    return windowOf(this.route.query);
  }

  willUpdate(changed) {
    if (changed.has('route') && this.#asked !== this.#window().id) {
      this.#asked = this.#window().id;
      this.#live.reload();
    }
  }

  #pause() {
    this.#live.paused = !this.#live.paused;
  }

  /** Changes the address; a filter that is typed leaves one entry in the history, not one a key. */
  #go(change, replace = false) {
    const {query} = this.route;
    const now = Object.fromEntries(
      ['service', 'q', 'window', 'sort', 'open'].map((name) => [name, query.get(name)]));
    navigate(href('/operations', {...now, ...change}), {replace});
  }

  render() {
    const {query} = this.route;
    const {data, error, paused} = this.#live;
    const service = query.get('service') ?? '';
    return html`
      <div class="bar">
        <h1>Operations</h1>
        <select aria-label="Service" .value=${service} @change=${({target}) => this.#go({service: target.value})}>
          <option value="" ?selected=${service === ''}>All services</option>
          ${this.#services(data, service).map((name) => html`<option value=${name} ?selected=${name === service}>${name}</option>`)}
        </select>
        <input type="search" id="filter" placeholder="Filter (/)" aria-label="Filter by name" .value=${query.get('q') ?? ''}
          @input=${({target}) => this.#go({q: target.value}, true)}
          @keydown=${(event) => event.key === 'Escape' && event.target.blur()}>
        <skein-time-window .value=${this.#window().id} @choose=${({detail}) => this.#go({window: detail})}></skein-time-window>
        <button id="pause" aria-pressed=${paused} title="Pause or go on (p)" @click=${() => this.#pause()}>
          ${paused ? 'Paused' : 'Pause'}</button>
        ${data ? this.#content(data, service, query) : nothing}
      </div>
      ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
      ${data ? this.#rows(data, service, query) : error ? nothing : loading}
    `;
  }

  #services(data, chosen) {
    const names = data?.services ?? [];
    return chosen === '' || names.includes(chosen) ? names : [...names, chosen];
  }

  #content(data, service, query) {
    const shown = filtered(data.operations, service, query.get('q') ?? '').length;
    return html`<span class="faint" role="status">${shown === data.operations.length
      ? counted(shown, 'operation')
      : `${shown} of ${counted(data.operations.length, 'operation')}`}</span>`;
  }

  #rows(data, service, query) {
    const found = filtered(data.operations, service, query.get('q') ?? '');
    if (found.length === 0) {
      return this.#empty(data);
    }
    const sort = parseSort(query.get('sort'), COLUMNS, FIRST);
    return html`
      <skein-operations-table
        .operations=${sorted(found, COLUMNS, sort)} .sort=${sort} .open=${query.get('open')} .window=${this.#window().id}
        @sort=${({detail}) => this.#go({sort: `${detail.down ? '-' : ''}${detail.id}`}, true)}
        @open=${({detail}) => this.#go({open: detail}, true)}></skein-operations-table>`;
  }

  #empty(data) {
    if (data.operations.length > 0) {
      return html`
        <div class="empty"><h2>No operation matches</h2>
          <p><button @click=${() => this.#go({service: '', q: ''})}>Show all ${data.operations.length}</button></p></div>`;
    }
    return this.#window().from === null
      ? html`<div class="empty"><h2>No operations yet</h2>
          <p>As soon as spans arrive, their names, rates and durations appear here.</p></div>`
      : html`<div class="empty"><h2>No operations in this time</h2>
          <p>No trace began in it. <a href="/operations">Look at all traces</a></p></div>`;
  }

  static styles = [base, frame, css`
    select {
      max-width: 220px;
    }
    #filter {
      width: 180px;
    }
    @media (width < 640px) {
      h1 {
        flex-basis: 100%;
      }
      #filter {
        flex: 1;
        width: 120px;
      }
    }
  `];
}

customElements.define('skein-operations-view', SkeinOperationsView);
