import {LitElement, css, html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {date, time} from '../../format.js';
import {base} from '../../styles.js';
import {valueOf, withValue} from './query-text.js';

const RANGES = [
  ['', 'All time'],
  ['-1m', 'Last minute'],
  ['-5m', 'Last 5 minutes'],
  ['-15m', 'Last 15 minutes'],
  ['-1h', 'Last hour'],
  ['-6h', 'Last 6 hours'],
  ['-1d', 'Last day'],
];
const STATUSES = [['', 'Any'], ['error', 'Errors'], ['ok', 'OK']];

/**
 * Filters that write the search's text. Properties: `text`, the search; `from` and `to` of the
 * time range, as the API has them; `known`, the answer of /api/services, which leaves out what is
 * rare where there is much. Fires "change" with `{text, from, to}`.
 */
class SkeinQuickFilters extends LitElement {
  static properties = {
    text: {},
    from: {},
    to: {},
    known: {attribute: false},
  };

  #set(key, value) {
    this.#tell({text: withValue(this.text, key, value || null)});
  }

  #tell(change) {
    const {text, from, to} = this;
    this.dispatchEvent(new CustomEvent('change', {detail: {text, from, to, ...change}}));
  }

  #setService(name) {
    // an operation of another service would find nothing
    const service = this.known.services.find((one) => one.name === name);
    const operation = valueOf(this.text, 'operation:');
    const kept = operation === null || !service || service.omittedOperations > 0
      || service.operations.includes(operation);
    const text = kept ? this.text : withValue(this.text, 'operation:', null);
    this.#tell({text: withValue(text, 'service:', name || null)});
  }

  /** A bare number means milliseconds. */
  #setDuration(key, value) {
    const typed = value.replace(/\s/g, '');
    this.#set(key, /^[\d.]+$/.test(typed) ? `${typed}ms` : typed);
  }

  #setRange(value) {
    if (value !== 'custom') {
      this.#tell({from: value, to: ''});
    }
  }

  render() {
    const {text, known: {services, omittedServices}} = this;
    const service = valueOf(text, 'service:') ?? '';
    const operation = valueOf(text, 'operation:') ?? '';
    const status = valueOf(text, 'status:') ?? '';
    const offering = services.filter(({name}) => service === '' || name === service);
    const operations = [...new Set(offering.flatMap((one) => one.operations))].sort();
    const areAll = offering.every(({omittedOperations}) => omittedOperations === 0);
    const filtered = text !== '' || this.from !== '' || this.to !== '';
    return html`
      <div role="group" aria-label="Filters">
        ${this.#select('service', 'Service', service, services.map(({name}) => name).sort(), omittedServices === 0,
          (value) => this.#setService(value))}
        ${this.#select('operation', 'Operation', operation, operations, areAll,
          (value) => this.#set('operation:', value))}
        <fieldset id="status">
          <legend class="visually-hidden">Status</legend>
          ${STATUSES.map(([value, label]) => html`
            <label><input type="radio" name="status" value=${value} .checked=${live(value === status)}
              @change=${() => this.#set('status:', value)}><span>${label}</span></label>`)}
        </fieldset>
        <span class="durations">
          ${this.#duration('min', 'total>', 'Duration of the trace from')}
          <span aria-hidden="true">–</span>
          ${this.#duration('max', 'total<', 'Duration of the trace to')}
        </span>
        ${this.#ranges()}
        ${filtered ? html`
          <button class="plain" id="clear" @click=${() => this.#tell({text: '', from: '', to: ''})}>Clear filters</button>`
          : nothing}
      </div>
    `;
  }

  #select(id, label, value, values, areAll, choose) {
    const all = value === '' || values.includes(value) ? values : [value, ...values];
    return html`
      <select id=${id} aria-label=${label} ?data-set=${value !== ''}
        @change=${(event) => choose(event.target.value)}>
        <option value="" .selected=${live(value === '')}>${label}</option>
        ${all.map((one) => html`<option value=${one} .selected=${live(one === value)}>${shortened(one)}</option>`)}
        ${areAll ? nothing : html`<option disabled>… and more: search by name</option>`}
      </select>`;
  }

  #duration(id, key, label) {
    const value = valueOf(this.text, key) ?? '';
    return html`
      <input type="text" id=${id} aria-label="${label}, for example 100ms" placeholder=${id === 'min' ? 'min' : 'max'}
        title="Duration of the whole trace, for example 100ms or 2s" autocomplete="off" ?data-set=${value !== ''}
        .value=${live(value)} @change=${(event) => this.#setDuration(key, event.target.value)}>`;
  }

  #ranges() {
    const known = this.to === '' && RANGES.some(([value]) => value === this.from);
    return html`
      <select id="range" aria-label="Time range" ?data-set=${this.from !== '' || this.to !== ''}
        @change=${(event) => this.#setRange(event.target.value)}>
        ${known ? nothing : html`<option value="custom" .selected=${live(true)}>${moment(this.from)} – ${moment(this.to)}</option>`}
        ${RANGES.map(([value, label]) => html`
          <option value=${value} .selected=${live(known && value === this.from)}>${label}</option>`)}
      </select>`;
  }

  static styles = [base, css`
    div {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 8px;
    }
    select {
      max-width: 220px;
      text-overflow: ellipsis;
    }
    [data-set] {
      border-color: var(--accent) !important;
    }
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
    }
    label + label {
      border-left: 1px solid var(--line);
    }
    label input {
      position: absolute;
      inset: 0;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    label span {
      display: block;
      padding: 2px 9px;
      line-height: 20px;
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
    .durations {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      color: var(--fg-faint);
    }
    .durations input {
      width: 66px;
    }
    @media (width < 480px) {
      select {
        flex: 1 1 40%;
        min-width: 0;
        max-width: none;
      }
    }
  `];
}

function shortened(text) {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** How a bound of the time range reads: what the API takes, or a time of day. */
function moment(text) {
  if (text === '') {
    return 'now';
  }
  if (!/^\d+$/.test(text)) {
    return text;
  }
  const millis = Number(text);
  return date(millis) === date(Date.now()) ? time(millis).slice(0, 8) : time(millis).slice(0, 19);
}

customElements.define('skein-quick-filters', SkeinQuickFilters);
