// Tables that are sorted by a click on the head of a column.

import {css, html, nothing} from 'lit';

/**
 * The rows in order.
 *
 * @param columns `[{id, value(row), down}]`: value is a number or a text; down: largest first is
 *     what one wants first
 * @param sort `{id, down}`
 */
export function sorted(rows, columns, {id, down}) {
  const {value} = columns.find((column) => column.id === id);
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(value(a), value(b)));
}

function compare(a, b) {
  if (typeof a === 'string') {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return a - b;
}

/** An address's `sort`, such as "p95" or "-p95" for largest first; else the given one. */
export function parseSort(text, columns, otherwise) {
  const id = text?.replace(/^-/, '');
  return columns.some((column) => column.id === id) ? {id, down: text.startsWith('-')} : otherwise;
}

/** The head of a column; `onSort` gets the new `{id, down}`. */
export function sortHead(column, sort, onSort) {
  const active = sort.id === column.id;
  const next = {id: column.id, down: active ? !sort.down : column.down === true};
  return html`
    <th scope="col" role="columnheader" class=${column.down ? 'number' : 'text'} data-column=${column.id}
      aria-sort=${active ? (sort.down ? 'descending' : 'ascending') : nothing}>
      <button class="sort" title=${column.help ?? nothing} @click=${() => onSort(next)}>
        ${column.text}<span class="arrow" aria-hidden="true">${active ? (sort.down ? '▼' : '▲') : ''}</span>
      </button>
    </th>`;
}

export const tableStyles = css`
  table {
    width: 100%;
    border-spacing: 0;
  }
  caption {
    padding: 0 0 4px;
    font-weight: 600;
    text-align: left;
  }
  th {
    padding: 0;
    border-bottom: 1px solid var(--line);
    background: var(--bg);
    color: var(--fg-faint);
    font-size: 12px;
    font-weight: 500;
    text-align: left;
    white-space: nowrap;
  }
  td, tbody th {
    padding: 3px 8px;
    border-bottom: 1px solid var(--line);
    text-align: left;
  }
  tbody th {
    background: none;
    color: var(--fg);
    font-size: inherit;
    font-weight: 400;
  }
  .number {
    text-align: right;
    white-space: nowrap;
  }
  button.sort {
    position: relative;
    width: 100%;
    padding: 2px 8px;
    border: 0;
    border-radius: 0;
    background: none;
    color: inherit;
    font-weight: inherit;
  }
  .number button.sort {
    justify-content: end;
  }
  th[aria-sort] button.sort {
    color: var(--fg);
    font-weight: 600;
  }
  .arrow {
    width: 0;
    font-size: 8px;
    margin-left: -4px;
  }
  tbody tr:hover {
    background: var(--bg-hover);
  }
`;
