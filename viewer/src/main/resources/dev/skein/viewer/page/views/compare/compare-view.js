import {LitElement, css, html, nothing} from 'lit';
import {get} from '../../api.js';
import {bindKeys} from '../../keys.js';
import {counted, duration, time} from '../../format.js';
import {href, navigate} from '../../router.js';
import {base, frame, loading} from '../../styles.js';
import {byDifference, compareRows, differenceText, parseTraceId} from './compare-model.js';
import './compare-table.js';
import './trace-card.js';

const SIDES = ['left', 'right'];
const RECENT = 30;

/** Two traces side by side: what took longer, what came more often, what only one of them has. */
class SkeinCompareView extends LitElement {
  static properties = {
    route: {attribute: false},
    answer: {state: true},
    error: {state: true},
    invalid: {state: true},
    recent: {state: true},
  };

  #asked = null;
  #asking = null;

  constructor() {
    super();
    this.answer = null;
    this.error = null;
    this.invalid = {};
    this.recent = [];
    bindKeys(this, [
      {key: 's', help: 'Swap the two traces', run: () => this.#swap()},
      {key: 'd', help: 'Sort by difference, or as a tree', run: () => this.#toggle('sort', 'difference')},
      {key: 'c', help: 'Only changes, or everything', run: () => this.#toggle('only', 'changes')},
    ]);
  }

  disconnectedCallback() {
    this.#asking?.abort();
    this.#asked = null;
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has('route')) {
      const {left, right} = this.#ids();
      const asked = href('', {left, right});
      if (asked !== this.#asked) {
        this.#asked = asked;
        this.invalid = {};
        this.#load(left, right);
      }
    }
  }

  #ids() {
    const {query} = this.route;
    return {left: query.get('left') ?? '', right: query.get('right') ?? ''};
  }

  async #load(left, right) {
    this.#asking?.abort();
    const {signal} = this.#asking = new AbortController();
    this.answer = null;
    this.error = null;
    try {
      const [recent, answer] = await Promise.all([
        get('/api/traces', {limit: RECENT}, {signal}),
        left && right ? get('/api/compare', {left, right}, {signal}) : null,
      ]);
      this.recent = recent.traces;
      this.answer = answer;
    } catch (e) {
      if (!signal.aborted) {
        this.error = e.message;
      }
    }
  }

  #go(change, replace = false) {
    const {query} = this.route;
    const now = Object.fromEntries(
      ['left', 'right', 'by', 'sort', 'only'].map((name) => [name, query.get(name)]));
    navigate(href('/compare', {...now, ...change}), {replace});
  }

  #toggle(name, value) {
    this.#go({[name]: this.route.query.get(name) === value ? null : value}, true);
  }

  #swap() {
    const {left, right} = this.#ids();
    this.#go({left: right, right: left});
  }

  #submit(event) {
    event.preventDefault();
    const ids = {};
    const invalid = {};
    for (const side of SIDES) {
      const text = event.target.elements[side].value.trim();
      ids[side] = parseTraceId(text);
      if (ids[side] === null) {
        invalid[side] = text === '' ? 'Which trace?' : 'No trace id is in this: 32 hexadecimal digits, or the address of a trace.';
      }
    }
    this.invalid = invalid;
    const first = SIDES.find((side) => invalid[side]);
    if (first) {
      event.target.elements[first].focus();
    } else {
      this.#go(ids);
    }
  }

  render() {
    return html`
      <h1>Compare two traces</h1>
      <form @submit=${this.#submit} novalidate>
        ${this.#field('left', 'Left trace')}
        <button type="button" id="swap" title="Swap (s)" aria-label="Swap the two traces" @click=${() => this.#swap()}>⇄</button>
        ${this.#field('right', 'Right trace')}
        <button class="primary" id="compare">Compare</button>
      </form>
      <datalist id="recent">${this.recent.map((trace) => html`
        <option value=${trace.traceId}>${time(trace.startMillis)} ${trace.service} ${trace.name} ${duration(trace.durationNanos)}</option>`)}</datalist>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.answer ? this.#comparison(this.answer) : this.error ? nothing : this.#empty()}
    `;
  }

  #field(side, label) {
    const problem = this.invalid[side];
    return html`
      <label for=${side}>
        <span>${label}</span>
        <input type="text" id=${side} name=${side} .value=${this.#ids()[side]} list="recent" spellcheck="false"
          autocomplete="off" placeholder="Trace id or address" aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem ? `${side}-problem` : nothing}>
        ${problem ? html`<span class="error" id="${side}-problem">${problem}</span>` : nothing}
      </label>`;
  }

  #comparison(answer) {
    const {query} = this.route;
    const measure = query.get('by') === 'self' ? 'self' : 'total';
    const sort = query.get('sort') === 'difference' ? 'difference' : 'tree';
    const {rows, most} = compareRows(answer, measure);
    const kept = query.get('only') === 'changes' ? rows.filter(({changed}) => changed) : rows;
    const shown = sort === 'tree' ? kept : byDifference(kept);
    return html`
      <div class="cards">
        <skein-trace-card .trace=${answer.left} label="Left"></skein-trace-card>
        <skein-trace-card .trace=${answer.right} label="Right"></skein-trace-card>
      </div>
      <p id="difference">${differenceText(answer)}</p>
      <div class="bar">
        ${this.#choice('Order', 'sort', [['tree', 'Tree'], ['difference', 'Largest difference']], sort)}
        ${this.#choice('Compare the', 'by', [['total', 'Total time'], ['self', 'Self time']], measure)}
        <label class="check" title="Other counts or errors, only in one trace, or at least 10 % and 1 % of the longer trace apart">
          <input type="checkbox" id="only" .checked=${kept !== rows} @change=${() => this.#toggle('only', 'changes')}> Only changes</label>
        <span class="faint" role="status">${kept.length === rows.length
          ? counted(rows.length, 'path') : `${kept.length} of ${counted(rows.length, 'path')}`}</span>
      </div>
      ${shown.length === 0
        ? html`<p class="none">Nothing changed between the two.</p>`
        : html`<skein-compare-table .rows=${shown} .most=${most} .measure=${measure} .tree=${sort === 'tree'}></skein-compare-table>`}
    `;
  }

  #choice(label, name, options, chosen) {
    return html`
      <div class="choice" role="group" aria-label=${label}>${options.map(([id, text], i) => html`
        <button data-choice=${id} aria-pressed=${id === chosen}
          @click=${() => this.#go({[name]: i === 0 ? null : id}, true)}>${text}</button>`)}</div>`;
  }

  #empty() {
    const {left, right} = this.#ids();
    return left && right ? loading : html`
      <div class="empty">
        <h2>${left || right ? 'One more trace' : 'Which traces?'}</h2>
        <p>Choose recent ones from the fields' lists, or paste ids or addresses. A fast and a slow request of the same kind tell most.</p>
      </div>`;
  }

  static styles = [base, frame, css`
    h1 {
      margin: 2px 0 10px;
    }
    form {
      display: flex;
      align-items: start;
      gap: 8px;
      max-width: 1100px;
    }
    form label {
      flex: 1;
      min-width: 0;
    }
    form label > span {
      display: block;
      color: var(--fg-faint);
      font-size: 12px;
    }
    input[type='text'] {
      width: 100%;
      font-family: var(--mono);
      font-size: 12px;
    }
    form button {
      margin-top: 18px;
    }
    form label .error {
      color: var(--error);
    }
    .cards {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 12px;
      margin-top: 14px;
    }
    #difference {
      margin: 12px 0;
      font-size: 14px;
      font-weight: 600;
    }
    .choice {
      display: inline-flex;
    }
    .choice button:not(:first-child) {
      margin-left: -1px;
      border-radius: 0 var(--radius) var(--radius) 0;
    }
    .choice button:first-child {
      border-radius: var(--radius) 0 0 var(--radius);
    }
    .choice button[aria-pressed='true'] {
      z-index: 1;
      background: var(--bg-selected);
      font-weight: 600;
    }
    .check {
      display: inline-flex;
      align-items: center;
      gap: 5px;
    }
    .check input {
      margin: 0;
      accent-color: var(--accent);
    }
    .none {
      color: var(--fg-faint);
    }
    @media (width < 700px) {
      form {
        flex-wrap: wrap;
      }
      form label {
        flex-basis: 100%;
      }
      form button {
        margin-top: 0;
      }
      #compare {
        order: 1;
      }
      #swap {
        order: 2;
      }
      .cards {
        grid-template-columns: 1fr;
        gap: 8px;
      }
    }
  `];
}

customElements.define('skein-compare-view', SkeinCompareView);
