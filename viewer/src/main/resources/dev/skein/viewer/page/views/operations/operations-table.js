import {LitElement, css, html, nothing, svg} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {count, duration, percent} from '../../format.js';
import {searchPath} from '../../search.js';
import {dotStyles, serviceDot} from '../../service-dot.js';
import {setStyle} from '../../set-style.js';
import {sortHead, tableStyles} from '../../sortable.js';
import {base} from '../../styles.js';
import './duration-histogram.js';
import {barsPath, commonRange, position, ticks} from './histogram-model.js';
import {COLUMNS, rateText} from './operations-model.js';

const CHART = {width: 150, height: 24};
const STEP = 200;

/**
 * The operations as rows that open. Fires "sort" with `{id, down}` and "open" with an operation's
 * id, or null to close.
 */
class SkeinOperationsTable extends LitElement {
  static properties = {
    operations: {attribute: false},
    sort: {attribute: false},
    open: {attribute: false},
    window: {attribute: false},
    limit: {state: true},
  };

  constructor() {
    super();
    this.limit = STEP;
  }

  /** Moves the focus to the next row or the previous one. */
  step(by) {
    const buttons = [...this.renderRoot.querySelectorAll('button.toggle')];
    const at = buttons.indexOf(this.renderRoot.activeElement?.closest('tr')?.querySelector('button.toggle'));
    buttons[at === -1 ? 0 : Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }

  #traces(operation, more = {}) {
    return searchPath({service: operation.service, operation: operation.name, ...more}, this.window);
  }

  render() {
    const shown = this.operations.slice(0, this.limit);
    const hidden = this.operations.length - shown.length;
    const range = commonRange(this.operations.map(({histogram}) => histogram));
    const total = this.operations.reduce((sum, {totalNanos}) => sum + totalNanos, 0);
    return html`
      <table role="table" aria-label="Operations">
        <thead role="rowgroup"><tr role="row">
          ${COLUMNS.map((column) => sortHead(column, this.sort, (sort) => this.#tell('sort', sort)))}
          <th scope="col" role="columnheader" class="chart">${this.#scale(range)}</th>
        </tr></thead>
        <tbody role="rowgroup">${repeat(shown, ({id}) => id, (operation) => this.#rows(operation, range, total))}</tbody>
      </table>
      ${hidden > 0 ? html`
        <p><button id="more" @click=${() => (this.limit += STEP)}>Show ${Math.min(STEP, hidden)} more of ${count(hidden)}</button></p>` : nothing}
    `;
  }

  /** The charts' common axis. */
  #scale(range) {
    return html`
      <span class="visually-hidden">Durations</span>
      <svg width=${CHART.width} height="16" aria-hidden="true">${ticks(range, 3).map((nanos) => {
        const x = position(nanos, range) * CHART.width;
        const anchor = x < 20 ? 'start' : x > CHART.width - 20 ? 'end' : 'middle';
        return svg`<text x=${x} y="12" text-anchor=${anchor}>${duration(nanos)}</text>`;
      })}</svg>`;
  }

  #rows(operation, range, total) {
    const open = operation.id === this.open;
    return html`
      <tr role="row" class=${open ? 'open' : ''} data-id=${operation.id} @click=${(event) => this.#click(event, operation)}>
        ${this.#name(operation, open)}
        ${this.#cell('Count', html`<a href=${this.#traces(operation)}>${count(operation.count)}</a>`)}
        ${this.#cell('Per min', rateText(operation.ratePerMinute))}
        ${this.#errors(operation)}
        ${this.#cell('p50', duration(operation.p50Nanos))}
        ${this.#cell('p95', duration(operation.p95Nanos))}
        ${this.#cell('p99', duration(operation.p99Nanos))}
        ${this.#cell('Max', html`
          <a href=${this.#traces(operation, {minNanos: operation.p99Nanos})} title="The slowest traces">${duration(operation.maxNanos)}</a>`)}
        ${this.#cell('Total', this.#share(operation, total), 'total')}
        <td role="cell" class="chart">
          <svg width=${CHART.width} height=${CHART.height} role="img"
            aria-label="Durations from ${duration(operation.histogram[0]?.fromNanos)} to ${duration(operation.maxNanos)}, most about ${duration(operation.p50Nanos)}"><path
            d=${barsPath(operation.histogram, range, CHART.width, CHART.height)}></path></svg>
        </td>
      </tr>
      ${open ? html`
        <tr role="row" class="detail"><td role="cell" colspan="11">${this.#detail(operation)}</td></tr>` : nothing}
    `;
  }

  /** A click anywhere in a row but on its links opens it. */
  #click(event, operation) {
    if (!event.composedPath().some((node) => node.localName === 'a')) {
      this.#tell('open', operation.id === this.open ? null : operation.id);
    }
  }

  #name(operation, open) {
    return html`
      <th role="rowheader" scope="row" class="operation">
        <div>
          <button class="toggle plain" aria-expanded=${open}
            aria-label="${open ? 'Close' : 'Open'} ${operation.service} ${operation.name}">${open ? '▾' : '▸'}</button>
          ${serviceDot(operation.service)}
          <bdi class="service">${operation.service}</bdi>
          <a class="name" href=${this.#traces(operation)} title=${operation.name}><bdi>${operation.name || '(no name)'}</bdi></a>
          <span class="kind">${operation.kindText}</span>
        </div>
      </th>`;
  }

  #cell(label, content, name = '') {
    return html`<td role="cell" class="number ${name}" data-label=${label}>${content}</td>`;
  }

  #errors(operation) {
    const some = operation.errorCount > 0;
    return html`
      ${this.#cell('Errors', some
        ? html`<a class="bad" href=${this.#traces(operation, {status: 'error'})} title="Traces with errors">${count(operation.errorCount)}</a>`
        : '0')}
      ${this.#cell('Error rate', html`<span class=${some ? 'bad' : ''}>${percent(operation.errorShare)}</span>`)}`;
  }

  #share(operation, total) {
    const share = total > 0 ? operation.totalNanos / total : 0;
    return html`
      <span title="${percent(share)} of the time of all spans shown">${duration(operation.totalNanos)}</span>
      <span class="meter" aria-hidden="true"><i style=${setStyle({width: `${share * 100}%`})}></i></span>`;
  }

  #detail(operation) {
    const marks = [
      ['p50', operation.p50Nanos], ['p95', operation.p95Nanos], ['p99', operation.p99Nanos], ['max', operation.maxNanos],
    ].map(([text, nanos]) => ({text, nanos}));
    return html`
      <skein-duration-histogram .buckets=${operation.histogram} .marks=${marks}
        .address=${(from, to) => this.#traces(operation, {minNanos: from, maxNanos: to})}></skein-duration-histogram>
      <p class="links">
        <a href=${this.#traces(operation)}>All traces</a>
        <a href=${this.#traces(operation, {minNanos: operation.p99Nanos})}>Slowest traces</a>
        ${operation.errorCount > 0 ? html`<a href=${this.#traces(operation, {status: 'error'})}>Traces with errors</a>` : nothing}
      </p>`;
  }

  static styles = [base, tableStyles, dotStyles, css`
    :host {
      display: block;
    }
    thead th {
      position: sticky;
      top: 0;
      z-index: 1;
    }
    tbody tr {
      cursor: pointer;
    }
    td.number, tbody th {
      padding-block: 2px;
    }
    td a {
      color: var(--fg);
    }
    td a.bad, .bad {
      color: var(--error);
    }
    .operation > div {
      display: flex;
      align-items: center;
      gap: 7px;
      min-width: 0;
      max-width: clamp(220px, 34vw, 620px);
    }
    .operation {
      padding-left: 0;
    }
    .toggle {
      flex: none;
      justify-content: center;
      width: 22px;
      min-height: 22px;
      padding: 0;
      color: var(--fg-faint);
    }
    .service {
      flex: none;
      overflow: hidden;
      max-width: 40%;
      color: var(--fg-faint);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name {
      overflow: hidden;
      color: var(--fg);
      font-weight: 550;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .kind {
      flex: none;
      color: var(--fg-faint);
      font-size: 11px;
    }
    .meter {
      display: block;
      width: 100%;
      min-width: 56px;
      height: 3px;
      margin-top: 1px;
      border-radius: 2px;
      background: var(--bg-hover);
    }
    .meter i {
      display: block;
      height: 100%;
      border-radius: 2px;
      background: var(--fg-faint);
    }
    .chart {
      width: 166px;
    }
    .chart svg {
      display: block;
    }
    thead .chart {
      padding: 0 8px;
    }
    .chart text {
      fill: var(--fg-faint);
      font-size: 10px;
    }
    .chart path {
      fill: color-mix(in srgb, var(--accent) 70%, var(--bg));
    }
    tr.open > * {
      border-bottom-color: transparent;
    }
    tr.open, tr.detail, tr.detail:hover {
      background: var(--bg-raised);
      cursor: auto;
    }
    .detail td {
      padding: 8px 24px 14px 29px;
    }
    .links {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 18px;
      margin: 8px 0 0;
    }
    .links a {
      color: var(--accent);
    }
    @media (width < 860px) {
      table, thead, tbody {
        display: block;
      }
      thead tr {
        display: flex;
        overflow-x: auto;
      }
      thead th {
        position: static;
        border: 0;
      }
      thead .chart {
        display: none;
      }
      tbody tr {
        display: grid;
        grid-template-columns: repeat(5, 1fr);
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
      }
      tbody tr > * {
        border: 0;
      }
      .operation, .chart {
        grid-column: 1 / -1;
      }
      .operation > div {
        flex-wrap: wrap;
        max-width: none;
      }
      .name {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      td.number {
        padding: 2px 6px;
        text-align: left;
      }
      td.number::before {
        content: attr(data-label);
        display: block;
        color: var(--fg-faint);
        font-size: 11px;
      }
      .chart {
        width: auto;
      }
      .detail td {
        grid-column: 1 / -1;
        padding: 8px 6px 14px;
      }
    }
  `];
}

customElements.define('skein-operations-table', SkeinOperationsTable);
