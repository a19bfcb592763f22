import {LitElement, css, html, nothing} from 'lit';
import {base} from '../../styles.js';

const TITLES = {
  'n-plus-one': 'N+1',
  'sequential-calls': 'sequential',
  'slowest-self-time': 'slowest',
  gap: 'gap',
  errors: 'errors',
};

/** What a person would say about a trace. A press on a hint is a `hint` event: its number, or -1. */
class SkeinTraceHints extends LitElement {
  static properties = {
    hints: {attribute: false},
    chosen: {type: Number},
  };

  constructor() {
    super();
    this.hints = [];
    this.chosen = -1;
  }

  #choose(number) {
    const detail = number === this.chosen ? -1 : number;
    this.dispatchEvent(new CustomEvent('hint', {detail}));
  }

  render() {
    if (this.hints.length === 0) {
      return nothing;
    }
    return html`
      <ul aria-label="Hints">
        ${this.hints.map(({kind, title, detail}, number) => html`
          <li>
            <button aria-pressed=${number === this.chosen ? 'true' : 'false'} title=${detail} @click=${() => this.#choose(number)}>
              <span class="kind ${kind === 'errors' ? 'bad' : ''}">${TITLES[kind] ?? kind}</span>
              <span class="title">${title}</span>
            </button>
          </li>`)}
      </ul>
      ${this.hints[this.chosen]?.detail ? html`<p role="status">${this.hints[this.chosen].detail}</p>` : nothing}`;
  }

  static styles = [base, css`
    :host {
      display: block;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      max-height: 58px;
      margin: 0;
      padding: 0;
      overflow: auto;
      list-style: none;
      scrollbar-width: thin;
    }
    li {
      flex: none;
      max-width: min(620px, 86vw);
    }
    button {
      max-width: 100%;
      gap: 7px;
      padding: 2px 10px 2px 4px;
    }
    button[aria-pressed='true'] {
      border-color: var(--warn);
      background: var(--warn-soft);
      color: var(--fg);
    }
    .kind {
      padding: 0 6px;
      border-radius: 3px;
      background: var(--warn-soft);
      color: var(--warn);
      font-size: 11.5px;
      font-weight: 600;
    }
    .bad {
      background: var(--error-soft);
      color: var(--error);
    }
    .title {
      overflow: hidden;
      text-overflow: ellipsis;
      unicode-bidi: isolate;
    }
    @media (width < 600px) {
      ul {
        flex-wrap: nowrap;
        padding-bottom: 2px;
      }
    }
    p {
      margin: 0;
      padding: 6px 4px 0;
      color: var(--fg-faint);
      overflow-wrap: anywhere;
    }
  `];
}

customElements.define('skein-trace-hints', SkeinTraceHints);
