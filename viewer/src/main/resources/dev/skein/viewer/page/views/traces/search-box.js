import {LitElement, css, html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {base} from '../../styles.js';
import {Completion} from './completion.js';
import {wordAt} from './query-text.js';

/** "q, character 7: what is wrong" */
const PLACE = /^q, character (\d+): /;

/**
 * The search's text, completed while one types. Properties: `value`, what is searched for;
 * `problem`, what the server says is wrong with it. Fires "search" with a new text.
 */
class SkeinSearchBox extends LitElement {
  static properties = {
    value: {},
    problem: {},
    text: {state: true},
    proposals: {state: true},
    active: {state: true},
    marked: {state: true},
  };

  #completion = new Completion();
  #asked = 0;

  constructor() {
    super();
    this.value = '';
    this.problem = null;
    this.text = '';
    this.proposals = [];
    this.active = -1;
  }

  willUpdate(changed) {
    if (changed.has('value')) {
      this.text = this.value;
    }
  }

  /** Puts the cursor there, with everything selected. */
  focus() {
    this.#input.focus();
    this.#input.select();
  }

  get #input() {
    return this.renderRoot.querySelector('input');
  }

  async #complete() {
    const asked = ++this.#asked;
    const {value, selectionStart} = this.#input;
    const proposals = await this.#completion.at(value, selectionStart);
    if (asked === this.#asked) {
      const {text} = this.proposals[this.active] ?? {};
      this.proposals = proposals;
      // whoever is moving through them stays where they are
      this.active = proposals.findIndex((one) => one.text === text);
    }
  }

  #dismiss() {
    this.#asked++;
    this.proposals = [];
    this.active = -1;
  }

  #typed(event) {
    this.text = event.target.value;
    this.#complete();
  }

  #key(event) {
    const {proposals} = this;
    const offered = proposals.length > 0;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey) {
      event.preventDefault();
      if (!offered) {
        this.#complete();
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const size = proposals.length + 1;
      this.active = ((this.active + 1 + step + size) % size) - 1;
    } else if (event.key === 'Tab' && offered && !event.shiftKey) {
      event.preventDefault();
      this.#choose(proposals[Math.max(0, this.active)]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.active >= 0) {
        this.#choose(proposals[this.active]);
      } else {
        this.#search();
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (offered) {
        this.#dismiss();
      } else {
        this.text = this.value;
        this.#input.blur();
      }
    }
  }

  async #choose({text}) {
    // of the word as it is now, which may be more than what was proposed for
    const {start, end} = wordAt(this.text, this.#input.selectionStart);
    const finished = !/[:=<>]$/.test(text);
    const rest = this.text.slice(end);
    const before = `${this.text.slice(0, start)}${text}`;
    this.text = before + (finished && rest === '' ? ' ' : rest);
    this.#dismiss();
    await this.updateComplete;
    const caret = before.length + (finished ? 1 : 0);
    this.#input.setSelectionRange(caret, caret);
    this.#input.scrollLeft = this.#input.scrollWidth;
    if (!finished) {
      this.#complete();
    }
  }

  #search() {
    this.#dismiss();
    this.dispatchEvent(new CustomEvent('search', {detail: this.text.trim()}));
  }

  #clear() {
    this.text = '';
    this.#search();
    this.#input.focus();
  }

  #scrolled() {
    const marks = this.renderRoot.querySelector('.marks');
    if (marks) {
      marks.scrollLeft = this.#input.scrollLeft;
    }
  }

  render() {
    const {proposals} = this;
    const offered = proposals.length > 0;
    const wrong = this.problem !== null && this.text === this.value;
    return html`
      <div class="field">
        ${wrong ? this.#marks() : nothing}
        <input type="text" role="combobox" spellcheck="false" autocomplete="off" autocapitalize="off"
          maxlength="4000" placeholder="Search: name, service:, status:error, duration>100ms, attribute=value"
          aria-label="Search traces" aria-autocomplete="list" aria-controls="offer"
          aria-expanded=${offered} aria-invalid=${wrong}
          aria-activedescendant=${this.active >= 0 ? `offer-${this.active}` : nothing}
          aria-describedby=${wrong ? 'problem' : nothing}
          .value=${live(this.text)}
          @input=${this.#typed} @keydown=${this.#key} @click=${() => this.#complete()}
          @blur=${() => this.#dismiss()} @scroll=${() => this.#scrolled()}>
        ${this.text === ''
          ? html`<kbd aria-hidden="true">/</kbd>`
          : html`<button class="plain" aria-label="Clear the search" @click=${() => this.#clear()}>✕</button>`}
        <ul id="offer" role="listbox" aria-label="Completions" ?hidden=${!offered}>
          ${proposals.map(({text, help}, index) => html`
            <li id="offer-${index}" role="option" aria-selected=${index === this.active}
              @mousedown=${(event) => {
                event.preventDefault();
                this.#choose(proposals[index]);
              }}><code>${text}</code><span>${help}</span></li>`)}
        </ul>
      </div>
      ${wrong ? html`<p id="problem" role="alert">${capitalised(this.problem.replace(PLACE, ''))}</p>` : nothing}
    `;
  }

  /** The same text below the field, invisible but for a line under the word that is wrong. */
  #marks() {
    const place = PLACE.exec(this.problem);
    if (!place) {
      return nothing;
    }
    const start = Number(place[1]) - 1;
    const [word = ''] = /^\S*/.exec(this.value.slice(start)) ?? [];
    return html`<div class="marks" aria-hidden="true"
      >${this.value.slice(0, start)}<mark>${word || ' '}</mark>${this.value.slice(start + word.length)}</div>`;
  }

  static styles = [base, css`
    :host {
      display: block;
    }
    .field {
      position: relative;
    }
    input[type='text'], .marks {
      width: 100%;
      height: 32px;
      padding: 0 34px 0 10px;
      border: 1px solid var(--line);
      font: 13px/30px var(--mono);
    }
    input[type='text']:focus {
      border-color: var(--focus);
      outline: 1px solid var(--focus);
      outline-offset: 0;
    }
    input::placeholder {
      font-family: var(--font);
      text-overflow: ellipsis;
    }
    input[aria-invalid='true'] {
      border-color: var(--error);
    }
    .marks {
      position: absolute;
      inset: 0;
      overflow: hidden;
      border-color: transparent;
      color: transparent;
      pointer-events: none;
      white-space: pre;
    }
    mark {
      background: none;
      color: transparent;
      text-decoration: underline wavy var(--error);
      text-underline-offset: 4px;
    }
    kbd, .field > button {
      position: absolute;
      top: 6px;
      right: 7px;
    }
    kbd {
      color: var(--fg-faint);
      pointer-events: none;
    }
    .field > button {
      top: 3px;
      right: 3px;
      padding: 2px 8px;
      color: var(--fg-faint);
    }
    ul {
      position: absolute;
      top: 35px;
      z-index: 10;
      width: min(560px, 100%);
      max-height: 330px;
      margin: 0;
      padding: 4px;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
      box-shadow: var(--shadow);
      list-style: none;
    }
    li {
      display: flex;
      justify-content: space-between;
      gap: 16px;
      padding: 3px 8px;
      border-radius: 3px;
      cursor: pointer;
    }
    li code {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    li span {
      flex-shrink: 0;
      color: var(--fg-faint);
    }
    li[aria-selected='true'] {
      background: var(--bg-selected);
    }
    li:hover {
      background: var(--bg-hover);
    }
    p {
      margin: 4px 2px 0;
      color: var(--error);
      overflow-wrap: anywhere;
    }
  `];
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

customElements.define('skein-search-box', SkeinSearchBox);
