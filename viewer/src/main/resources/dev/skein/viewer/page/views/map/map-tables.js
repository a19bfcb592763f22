import {LitElement, css, html, nothing} from 'lit';
import {count, duration, percent} from '../../format.js';
import {dotStyles, serviceDot} from '../../service-dot.js';
import {sortHead, sorted, tableStyles} from '../../sortable.js';
import {base} from '../../styles.js';

const CALLS = [
  {id: 'from', text: 'Caller', value: ({from}) => from},
  {id: 'to', text: 'Called service', value: ({to}) => to},
  {id: 'calls', text: 'Calls', value: ({calls}) => calls, down: true},
  {id: 'errors', text: 'Errors', value: ({errors}) => errors, down: true},
  {id: 'share', text: 'Error rate', value: ({errorShare}) => errorShare, down: true},
  {id: 'p50', text: 'p50', value: ({p50Nanos}) => p50Nanos, down: true, help: 'Half of the calls took at most this'},
  {id: 'p95', text: 'p95', value: ({p95Nanos}) => p95Nanos, down: true, help: '95 % of the calls took at most this'},
  {id: 'p99', text: 'p99', value: ({p99Nanos}) => p99Nanos, down: true, help: '99 % of the calls took at most this'},
];
const SERVICES = [
  {id: 'name', text: 'Service', value: ({name}) => name},
  {id: 'spans', text: 'Spans', value: ({spanCount}) => spanCount, down: true},
  {id: 'roots', text: 'Traces begun', value: ({rootCount}) => rootCount ?? 0, down: true},
  {id: 'errors', text: 'Errors', value: ({errorCount}) => errorCount, down: true},
  {id: 'share', text: 'Error rate', value: ({errorShare}) => errorShare, down: true},
];

const STEP = 100;

/**
 * The service map as two tables: what the drawing says, for those who sort, copy or cannot see it.
 * Properties and events are those of the drawing.
 */
class SkeinMapTables extends LitElement {
  static properties = {
    model: {attribute: false},
    current: {attribute: false},
    address: {attribute: false},
    callSort: {state: true},
    serviceSort: {state: true},
    callLimit: {state: true},
    serviceLimit: {state: true},
  };

  constructor() {
    super();
    this.callSort = {id: 'calls', down: true};
    this.serviceSort = {id: 'spans', down: true};
    this.callLimit = STEP;
    this.serviceLimit = STEP;
  }

  #point(target) {
    this.dispatchEvent(new CustomEvent('point', {detail: target}));
  }

  #row(kind, id, cells) {
    const target = {kind, id};
    const current = this.current?.kind === kind && this.current.id === id;
    return html`
      <tr data-id=${id} class=${current ? 'current' : ''}
        @pointerenter=${() => this.#point(target)} @pointerleave=${() => this.#point(null)}
        @focusin=${() => this.#point(target)} @focusout=${() => this.#point(null)}>${cells}</tr>`;
  }

  #errors(errors, share, level) {
    return html`
      <td class="number ${level}">${count(errors)}</td>
      <td class="number ${level}">${percent(share)}</td>`;
  }

  #service(name) {
    return html`${serviceDot(name)}<bdi>${name}</bdi>`;
  }

  #calls() {
    return html`
      <table id="calls">
        <caption>Calls</caption>
        <thead><tr>${CALLS.map((column) => sortHead(column, this.callSort, (sort) => (this.callSort = sort)))}</tr></thead>
        <tbody>${sorted(this.model.edges, CALLS, this.callSort).slice(0, this.callLimit).map((edge) => this.#row('edge', edge.id, html`
          <th scope="row"><a href=${this.address('edge', edge)}>${this.#service(edge.from)}</a></th>
          <td><a href=${this.address('edge', edge)} tabindex="-1">${this.#service(edge.to)}</a></td>
          <td class="number">${count(edge.calls)}</td>
          ${this.#errors(edge.errors, edge.errorShare, edge.level)}
          <td class="number">${duration(edge.p50Nanos)}</td>
          <td class="number">${duration(edge.p95Nanos)}</td>
          <td class="number">${duration(edge.p99Nanos)}</td>`))}</tbody>
      </table>
      ${this.#more(this.model.edges.length - this.callLimit, () => (this.callLimit += STEP))}`;
  }

  #services() {
    return html`
      <table id="services">
        <caption>Services</caption>
        <thead><tr>${SERVICES.map((column) => sortHead(column, this.serviceSort, (sort) => (this.serviceSort = sort)))}</tr></thead>
        <tbody>${sorted(this.model.nodes, SERVICES, this.serviceSort).slice(0, this.serviceLimit).map((node) => this.#row('node', node.id, html`
          <th scope="row"><a href=${this.address('node', node)}>${this.#service(node.name)}</a></th>
          <td class="number">${count(node.spanCount)}</td>
          <td class="number">${count(node.rootCount ?? 0)}</td>
          ${this.#errors(node.errorCount, node.errorShare, node.level)}`))}</tbody>
      </table>
      ${this.#more(this.model.nodes.length - this.serviceLimit, () => (this.serviceLimit += STEP))}`;
  }

  #more(hidden, show) {
    return hidden > 0
      ? html`<p><button class="more" @click=${show}>Show ${Math.min(STEP, hidden)} more of ${count(hidden)}</button></p>`
      : nothing;
  }

  render() {
    return html`
      <div class="scroll">${this.model.edges.length > 0 ? this.#calls() : nothing}</div>
      <div class="scroll">${this.#services()}</div>
    `;
  }

  static styles = [base, tableStyles, dotStyles, css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      gap: 24px;
      align-items: start;
    }
    .scroll {
      overflow-x: auto;
    }
    th a, td a {
      color: var(--fg);
    }
    tbody th, td:has(a) {
      max-width: 260px;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .dot {
      margin-right: 7px;
    }
    .few {
      color: var(--warn);
    }
    .many {
      color: var(--error);
    }
    .current {
      background: var(--bg-hover);
    }
    @media (width < 1100px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `];
}

customElements.define('skein-map-tables', SkeinMapTables);
