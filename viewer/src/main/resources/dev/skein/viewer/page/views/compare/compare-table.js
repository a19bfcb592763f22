import {LitElement, css, html, nothing} from 'lit';
import {count, counted, duration} from '../../format.js';
import {dotStyles, serviceDot} from '../../service-dot.js';
import {setStyle} from '../../set-style.js';
import {tableStyles} from '../../sortable.js';
import {base} from '../../styles.js';
import {ratioText, signedDuration} from './compare-model.js';

const STEP = 500;
const DEEPEST_INDENT = 16;

/**
 * The two traces' paths with their times: `rows` and `most` of compareRows, `measure` says which
 * time the difference is of, `tree` whether rows are indented.
 */
class SkeinCompareTable extends LitElement {
  static properties = {
    rows: {attribute: false},
    most: {attribute: false},
    measure: {},
    tree: {type: Boolean},
    limit: {state: true},
  };

  constructor() {
    super();
    this.limit = STEP;
  }

  render() {
    const hidden = this.rows.length - this.limit;
    const head = (text, name = 'number') => html`<th scope="col" role="columnheader" class=${name}>${text}</th>`;
    return html`
      <table role="table" aria-label="Paths of both traces">
        <thead role="rowgroup">
          <tr role="row" class="sides">
            <td role="cell"></td>
            <th role="columnheader" colspan="3" scope="colgroup" class="side">Left</th>
            <th role="columnheader" colspan="3" scope="colgroup" class="side">Right</th>
            <th role="columnheader" colspan="2" scope="colgroup" class="side">Right − left</th>
          </tr>
          <tr role="row">
            ${head('Path', 'text')}
            ${head('Count', 'number side')}${head('Total')}${head('Self')}
            ${head('Count', 'number side')}${head('Total')}${head('Self')}
            ${head(this.measure === 'self' ? 'Self time' : 'Total time', 'number side')}
            ${head(html`<span class="visually-hidden">As a bar</span>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">${this.rows.slice(0, this.limit).map((row) => this.#row(row))}</tbody>
      </table>
      ${hidden > 0 ? html`
        <p><button id="more" @click=${() => (this.limit += STEP)}>Show ${Math.min(STEP, hidden)} more of ${count(hidden)}</button></p>` : nothing}
    `;
  }

  #row(row) {
    return html`
      <tr role="row" class="${row.only ? `only only-${row.only}` : ''} ${row.changed ? 'changed' : ''}">
        <th role="rowheader" scope="row"><div style=${setStyle({
          'padding-left': this.tree ? `${Math.min(row.depth, DEEPEST_INDENT) * 14}px` : '0',
        })}>
          ${serviceDot(row.service)}
          <bdi class="service">${row.service}</bdi>
          <bdi class="name" title=${row.name}>${row.name || '(no name)'}</bdi>
          <span class="kind">${row.kind.toLowerCase()}</span>
          ${row.only ? html`<span class="mark">only ${row.only}</span>` : nothing}
        </div></th>
        ${this.#side(row.left, 'Left')}
        ${this.#side(row.right, 'Right')}
        ${this.#difference(row)}
      </tr>`;
  }

  #side(side, label) {
    if (side === null) {
      return html`<td role="cell" class="number side none" colspan="3" data-label=${label}>–</td>`;
    }
    const errors = side.errorCount > 0
      ? html` <span class="error" title=${counted(side.errorCount, 'error')}>${count(side.errorCount)} err</span>` : nothing;
    return html`
      <td role="cell" class="number side" data-label="${label} count">${errors} ${count(side.count)}</td>
      <td role="cell" class="number" data-label="total">${duration(side.totalNanos)}</td>
      <td role="cell" class="number faint" data-label="self">${duration(side.selfNanos)}</td>`;
  }

  #difference({difference, ratio, only}) {
    const share = this.most > 0 ? Math.abs(difference) / this.most : 0;
    const kind = difference > 0 ? 'slower' : difference < 0 ? 'faster' : '';
    return html`
      <td role="cell" class="number side ${kind}" data-label="Difference">
        ${signedDuration(difference)}<span class="ratio">${only ? nothing : ratioText(ratio)}</span>
      </td>
      <td role="cell" class="bars" aria-hidden="true">
        <div class="diverging"><i class=${kind} style=${setStyle({width: `${share * 50}%`})}></i></div>
      </td>`;
  }

  static styles = [base, tableStyles, dotStyles, css`
    :host {
      display: block;
    }
    thead th {
      padding: 1px 8px;
    }
    thead .number {
      text-align: right;
    }
    .sides > * {
      border-bottom: 0;
      color: var(--fg);
      font-weight: 600;
      text-align: center;
    }
    .side {
      border-left: 1px solid var(--line);
    }
    th > div {
      display: flex;
      align-items: center;
      gap: 7px;
      min-width: 0;
      max-width: clamp(240px, 38vw, 760px);
    }
    .service {
      overflow: hidden;
      flex: none;
      max-width: 40%;
      color: var(--fg-faint);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name {
      overflow: hidden;
      font-weight: 550;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .kind {
      flex: none;
      color: var(--fg-faint);
      font-size: 11px;
    }
    .mark {
      flex: none;
      padding: 0 6px;
      border: 1px solid currentcolor;
      border-radius: 8px;
      color: var(--fg-faint);
      font-size: 11px;
      line-height: 15px;
    }
    .only-right .mark, .slower {
      color: var(--warn);
    }
    .only-left .mark, .faster {
      color: var(--ok);
    }
    .error {
      color: var(--error);
      font-size: 11px;
    }
    .faint, .none {
      color: var(--fg-faint);
    }
    td.none {
      text-align: center;
    }
    .ratio {
      display: inline-block;
      min-width: 62px;
      color: var(--fg-faint);
      font-size: 11px;
    }
    tr:not(.changed) .number:not(.none) {
      color: var(--fg-faint);
    }
    .bars {
      width: 140px;
    }
    .diverging {
      display: flex;
      height: 10px;
      background: linear-gradient(to right, transparent calc(50% - 0.5px), var(--line) 0 calc(50% + 0.5px), transparent 0);
    }
    .diverging i {
      min-width: 1px;
      background: currentcolor;
    }
    .diverging i:not(.slower, .faster) {
      display: none;
    }
    .diverging .slower {
      margin-left: 50%;
      border-radius: 0 2px 2px 0;
    }
    .diverging .faster {
      margin-right: 50%;
      margin-left: auto;
      border-radius: 2px 0 0 2px;
    }
    @media (width < 860px) {
      table, tbody {
        display: block;
      }
      thead {
        display: none;
      }
      tbody tr {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
      }
      tbody tr > *, tbody tr > .side {
        border: 0;
      }
      tbody th, .bars, td.none {
        grid-column: 1 / -1;
      }
      th > div {
        flex-wrap: wrap;
        max-width: none;
      }
      .name {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      td.number {
        padding: 1px 8px;
        text-align: left;
      }
      td.number::before {
        content: attr(data-label) ' ';
        color: var(--fg-faint);
        font-size: 11px;
      }
      td.number[data-label='Difference'] {
        grid-column: 1 / -1;
      }
      .bars {
        width: auto;
      }
    }
  `];
}

customElements.define('skein-compare-table', SkeinCompareTable);
