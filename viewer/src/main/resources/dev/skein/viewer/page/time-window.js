import {LitElement, css, html} from 'lit';
import {base} from './styles.js';

/** How far back a view looks; `id` is in its address, `from` is what the API is asked. */
const WINDOWS = [
  {id: '5m', text: '5 min', from: '-5m'},
  {id: '15m', text: '15 min', from: '-15m'},
  {id: '1h', text: '1 h', from: '-1h'},
  {id: '', text: 'All', from: null},
];

/** The window of an address's query. */
export function windowOf(query) {
  return WINDOWS.find(({id}) => id === query.get('window')) ?? WINDOWS.at(-1);
}

/** A choice of time windows: the property `value` is an id; fires "choose" with the new one. */
class SkeinTimeWindow extends LitElement {
  static properties = {value: {}};

  #choose(id) {
    this.dispatchEvent(new CustomEvent('choose', {detail: id}));
  }

  render() {
    return html`
      <fieldset>
        <legend class="visually-hidden">Traces that began in the last</legend>
        ${WINDOWS.map(({id, text}) => html`
          <label>
            <input type="radio" name="window" value=${id} .checked=${id === this.value}
              @change=${() => this.#choose(id)}>
            <span>${text}</span>
          </label>`)}
      </fieldset>
    `;
  }

  static styles = [base, css`
    fieldset {
      display: inline-flex;
      margin: 0;
      padding: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
    }
    label {
      position: relative;
      cursor: pointer;
    }
    label + label {
      border-left: 1px solid var(--line);
    }
    input {
      position: absolute;
      inset: 0;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    span {
      display: block;
      padding: 2px 9px;
      line-height: 20px;
      white-space: nowrap;
    }
    label:hover span {
      background: var(--bg-hover);
    }
    input:checked + span {
      background: var(--bg-selected);
      color: var(--accent);
      font-weight: 600;
    }
    input:focus-visible + span {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
  `];
}

customElements.define('skein-time-window', SkeinTimeWindow);
