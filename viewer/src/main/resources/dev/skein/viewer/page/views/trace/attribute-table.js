import {LitElement, css, html, nothing} from 'lit';
import {copy} from '../../clipboard.js';
import {href} from '../../router.js';
import {attributeText} from '../../search.js';
import {base} from '../../styles.js';
import {textOf} from './find-spans.js';

/** Longer values are cut until they are asked for. */
const SHORT = 400;

/** Attributes as a table, by name; each value can be copied and looked for in other traces. */
class SkeinAttributeTable extends LitElement {
  static properties = {
    attributes: {attribute: false},
    /** Only those that have this text in their name or value. */
    filter: {},
    label: {},
    opened: {state: true},
  };

  constructor() {
    super();
    this.attributes = {};
    this.filter = '';
    this.opened = new Set();
  }

  willUpdate(changed) {
    if (changed.has('attributes')) {
      this.opened = new Set();
    }
  }

  render() {
    const entries = matching(this.attributes, this.filter);
    if (entries.length === 0) {
      return nothing;
    }
    return html`
      <table aria-label=${this.label}>
        <tbody>
          ${entries.map(([key, value]) => this.#row(key, value))}
        </tbody>
      </table>`;
  }

  #row(key, value) {
    const text = textOf(value);
    const long = text.length > SHORT && !this.opened.has(key);
    return html`
      <tr>
        <th scope="row">${key.length > SHORT ? key : breakable(key)}</th>
        <td class=${typeof value}>
          <span>${long ? `${text.slice(0, SHORT)}…` : text}</span>
          ${long ? html`<button class="more" @click=${() => (this.opened = new Set(this.opened).add(key))}>all ${text.length} characters</button>` : nothing}
        </td>
        <td class="actions">
          <button class="plain" title="Copy the value" aria-label="Copy the value of ${key}" @click=${() => copy(this, text, key)}>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M4 3.5V1.5h6.5V8h-2M1.5 4H8v6.5H1.5z"></path></svg>
          </button>
          ${typeof value === 'object' ? nothing : html`
            <a title="Find traces with this value" aria-label="Find traces with this value of ${key}" href=${href('/', {q: attributeText(key, text)})}>
              <svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="5" cy="5" r="3.5"></circle><path d="M7.7 7.7 10.8 10.8"></path></svg>
            </a>`}
        </td>
      </tr>`;
  }

  static styles = [base, css`
    :host {
      display: block;
      container-type: inline-size;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      table-layout: fixed;
    }
    tr {
      border-top: 1px solid color-mix(in srgb, var(--line) 60%, transparent);
    }
    tr:first-child {
      border-top: 0;
    }
    tr:hover {
      background: var(--bg-hover);
    }
    th, td {
      padding: 3px 0;
      font-weight: 400;
      text-align: left;
      vertical-align: top;
      overflow-wrap: anywhere;
      unicode-bidi: isolate;
    }
    th {
      width: 42%;
      padding-right: 10px;
      color: var(--fg-faint);
    }
    td span {
      white-space: pre-wrap;
      unicode-bidi: isolate;
    }
    .number span, .boolean span {
      color: var(--accent);
    }
    .actions {
      width: 44px;
      text-align: right;
      white-space: nowrap;
    }
    .actions :is(a, button) {
      display: inline-grid;
      place-items: center;
      width: 20px;
      min-height: 18px;
      padding: 0;
      border: 0;
      border-radius: 3px;
      color: var(--fg-faint);
      opacity: 0.55;
      vertical-align: top;
    }
    .actions :is(a, button):is(:hover, :focus-visible), tr:hover .actions > * {
      opacity: 1;
    }
    .actions :is(a, button):hover {
      color: var(--accent);
    }
    svg {
      width: 12px;
      height: 12px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.3;
      stroke-linejoin: round;
      stroke-linecap: round;
    }
    .more {
      min-height: 0;
      padding: 0 6px;
      font-size: 11.5px;
    }
    @container (width < 300px) {
      th {
        width: 36%;
      }
    }
  `];
}

/** The entries that have a text in their name or value, by name. */
export function matching(attributes, filter) {
  const wanted = filter.trim().toLowerCase();
  return Object.entries(attributes ?? {})
    .filter(([key, value]) => wanted === '' || `${key}=${textOf(value)}`.toLowerCase().includes(wanted))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A name that breaks at its dots first. */
function breakable(name) {
  return name.split(/(?<=[._/-])/).map((part) => html`${part}<wbr>`);
}

customElements.define('skein-attribute-table', SkeinAttributeTable);
