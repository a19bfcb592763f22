import {LitElement, css, html, nothing} from 'lit';
import {get} from '../../api.js';
import {counted, duration} from '../../format.js';
import {bindKeys} from '../../keys.js';
import {LiveData} from '../../live-data.js';
import {href, navigate} from '../../router.js';
import {searchPath} from '../../search.js';
import {base, frame, loading} from '../../styles.js';
import '../../time-window.js';
import {windowOf} from '../../time-window.js';
import './map-graph.js';
import {MANY_ERRORS, find, mapModel, searchOf} from './map-model.js';
import './map-tables.js';
import {errorsText} from './map-text.js';

/** Which services call which, how often, how fast and with how many errors. */
class SkeinMapView extends LitElement {
  static properties = {
    route: {attribute: false},
    pointed: {state: true},
    chosen: {state: true},
  };

  #live = new LiveData(this, async (signal) =>
    mapModel(await get('/api/dependencies', {from: this.#window().from}, {signal})));
  #graph = () => this.renderRoot.querySelector('skein-map-graph');
  #address = (kind, one) => this.#tracesOf(kind, one);

  constructor() {
    super();
    this.pointed = null;
    this.chosen = null;
    bindKeys(this, [
      {key: 'p', help: 'Pause or go on', run: () => this.#pause()},
      {key: ['+', '='], help: 'Zoom in', run: () => this.#graph()?.view.zoom(1.25)},
      {key: '-', help: 'Zoom out', run: () => this.#graph()?.view.zoom(0.8)},
      {key: '0', help: 'Show all of the map', run: () => this.#graph()?.view.fit()},
      {key: 'Escape', run: () => (this.chosen = null)},
    ]);
  }

  #window() {
    return windowOf(this.route.query);
  }

  willUpdate(changed) {
    if (changed.has('route')) {
      this.#address = (kind, one) => this.#tracesOf(kind, one);
      this.#live.reload();
    }
  }

  #pause() {
    this.#live.paused = !this.#live.paused;
  }

  #tracesOf(kind, one, more = {}) {
    return searchPath({...searchOf(this.#live.data, kind, one), ...more}, this.#window().id);
  }

  /** A click follows the link; a finger's first tap only shows what it is. */
  #choose({detail: {kind, id, event}}) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const again = this.chosen?.kind === kind && this.chosen.id === id;
    if (event.pointerType === 'touch' && !again) {
      this.chosen = {kind, id};
      return;
    }
    navigate(this.#tracesOf(kind, find(this.#live.data, kind, id)));
  }

  render() {
    const {data, error, paused} = this.#live;
    return html`
      <div class="bar">
        <h1>Service map</h1>
        <skein-time-window .value=${this.#window().id}
          @choose=${({detail}) => navigate(href('/map', {window: detail}))}></skein-time-window>
        <button id="pause" aria-pressed=${paused} title="Pause or go on (p)" @click=${() => this.#pause()}>
          ${paused ? 'Paused' : 'Pause'}</button>
        <span class="faint">${data ? html`${counted(data.nodes.length, 'service')}, ${counted(data.edges.length, 'call path')}` : nothing}</span>
      </div>
      ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
      ${data === null ? (error ? nothing : loading) : data.nodes.length === 0 ? this.#empty() : this.#map(data)}
    `;
  }

  #map(data) {
    const shown = this.pointed ?? this.chosen;
    const one = shown && find(data, shown.kind, shown.id);
    const point = ({detail}) => (this.pointed = detail);
    return html`
      <div class="pane">
        <skein-map-graph .model=${data.drawn} .current=${one ? shown : null} .address=${this.#address}
          @point=${point} @choose=${this.#choose}></skein-map-graph>
        ${one ? this.#card(shown.kind, one) : nothing}
      </div>
      ${this.#partly(data)}
      ${this.#legend()}
      <skein-map-tables .model=${data} .current=${one ? shown : null} .address=${this.#address}
        @point=${point}></skein-map-tables>
    `;
  }

  #partly({nodes, edges, drawn}) {
    return drawn.nodes.length === nodes.length && drawn.edges.length === edges.length
      ? nothing
      : html`
        <p class="partly">Drawn are the ${counted(drawn.nodes.length, 'service')} with the most calls,
          and ${counted(drawn.edges.length, 'call path')} between them. The tables have all.</p>`;
  }

  #card(kind, one) {
    const facts = kind === 'node'
      ? [
        ['Spans', one.silent ? 'none of its own' : counted(one.spanCount, 'span')],
        ['Errors', errorsText(one.errorCount, one.errorShare)],
        ['Begins', counted(one.rootCount ?? 0, 'trace')],
      ]
      : [
        ['Calls', counted(one.calls, 'call')],
        ['Errors', errorsText(one.errors, one.errorShare)],
        ['p50', duration(one.p50Nanos)], ['p95', duration(one.p95Nanos)], ['p99', duration(one.p99Nanos)],
      ];
    const errors = kind === 'node' ? one.errorCount : one.errors;
    return html`
      <div class="card ${this.pointed ? '' : 'stays'}">
        <strong>${kind === 'node' ? html`<bdi>${one.name}</bdi>` : html`<bdi>${one.from}</bdi> <span class="to">→</span> <bdi>${one.to}</bdi>`}</strong>
        <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        ${this.chosen && !this.pointed ? html`
          <p><a href=${this.#tracesOf(kind, one)}>Traces</a>
            ${errors > 0 ? html`<a href=${this.#tracesOf(kind, one, {status: 'error'})}>Traces with errors</a>` : nothing}</p>` : nothing}
      </div>`;
  }

  #legend() {
    const many = `${MANY_ERRORS * 100} %`;
    return html`
      <p class="legend faint">
        <span><i class="none"></i>no errors</span>
        <span><i class="few"></i>under ${many} errors</span>
        <span><i class="many"></i>${many} or more</span>
        <span>thicker: more calls</span>
        <span class="wide">Ctrl and wheel zoom, dragging moves, a click shows the traces</span>
      </p>`;
  }

  #empty() {
    const all = this.#window().from === null;
    return html`
      <div class="empty">
        <h2>No services ${all ? 'yet' : 'in this time'}</h2>
        <p>${all
          ? 'As soon as spans arrive, the services that sent them and the calls between them appear here.'
          : html`No trace began in it. <a href="/map">Look at all traces</a>`}</p>
      </div>`;
  }

  static styles = [base, frame, css`
    .pane {
      position: relative;
    }
    .card {
      position: absolute;
      left: 10px;
      bottom: 10px;
      max-width: min(560px, calc(100% - 20px));
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
      box-shadow: var(--shadow);
      pointer-events: none;
    }
    .card.stays {
      pointer-events: auto;
    }
    .card strong {
      overflow-wrap: anywhere;
    }
    .card p {
      display: flex;
      gap: 16px;
      margin: 6px 0 0;
    }
    .to {
      color: var(--fg-faint);
      font-weight: 400;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 20px;
      margin: 4px 0 0;
    }
    dl div {
      display: flex;
      gap: 6px;
    }
    dt {
      color: var(--fg-faint);
    }
    dd {
      margin: 0;
    }
    .partly {
      margin: 6px 0 0;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 18px;
      margin: 6px 0 18px;
      font-size: 12px;
    }
    .legend i {
      display: inline-block;
      width: 18px;
      height: 3px;
      margin-right: 6px;
      border-radius: 2px;
      background: var(--fg-faint);
      vertical-align: middle;
    }
    .legend .few {
      background: var(--warn);
    }
    .legend .many {
      background: var(--error);
    }
    @media (width < 640px) {
      .legend .wide {
        display: none;
      }
    }
  `];
}

customElements.define('skein-map-view', SkeinMapView);
