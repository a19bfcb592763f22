import {LitElement, css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {serviceColor} from '../../color.js';
import {age, count, counted, duration, time} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';

const MOST_SERVICES = 6;
const LONG_NAME = 300;

/**
 * Rows of traces. Properties: `traces`; `current`, the id of the row that keys act on; `pointed`,
 * one that stands out; `chosen`, ids that are to be compared; `fresh`, ids that have just come.
 * Fires "choose" with the id of a trace that is to be compared, or no longer.
 */
class SkeinTraceList extends LitElement {
  static properties = {
    traces: {attribute: false},
    current: {},
    pointed: {},
    chosen: {attribute: false},
    fresh: {attribute: false},
  };

  /** Scrolls until a row is seen. */
  async reveal(id) {
    await this.updateComplete;
    this.renderRoot.querySelector(`#trace-${id}`)?.scrollIntoView({block: 'nearest'});
  }

  render() {
    const longest = this.traces.reduce((most, {durationNanos}) => Math.max(most, durationNanos), 1);
    return html`<ul aria-label="Traces">
      ${repeat(this.traces, ({traceId}) => traceId, (trace) => this.#row(trace, longest))}
    </ul>`;
  }

  #row(trace, longest) {
    const {traceId, errorCount} = trace;
    const classes = [
      traceId === this.current && 'current',
      traceId === this.pointed && 'pointed',
      this.fresh.has(traceId) && 'fresh',
      errorCount > 0 && 'failed',
    ].filter(Boolean).join(' ');
    return html`
      <li id="trace-${traceId}" class=${classes} style=${setStyle({'--tint': serviceColor(trace.service)})}>
        <input type="checkbox" aria-label="Compare this trace" title="Choose two to compare"
          .checked=${this.chosen.includes(traceId)}
          @change=${() => this.dispatchEvent(new CustomEvent('choose', {detail: traceId}))}>
        <a href="/trace/${traceId}" aria-current=${traceId === this.current ? 'true' : nothing}>
          <span class="service">${short(trace.service)}</span>
          <span class="name">${short(trace.name) || '(no name)'}</span>
          ${errorCount > 0
            ? html`<span class="errors" title=${counted(errorCount, 'span failed', 'spans failed')}>${counted(errorCount, 'error')}</span>`
            : nothing}
          ${trace.incomplete
            ? html`<span class="incomplete" title="No root, or spans whose parent has not come">incomplete</span>`
            : nothing}
        </a>
        <span class="services">${this.#services(trace.services)}</span>
        <span class="spans">${counted(trace.spanCount, 'span')}</span>
        <span class="duration">
          <span class="bar" aria-hidden="true"><i style=${setStyle({
            width: `${Math.max(0.5, (100 * trace.durationNanos) / longest)}%`,
          })}></i></span>
          <span>${duration(trace.durationNanos)}</span>
        </span>
        <span class="time">${time(trace.startMillis)}</span>
        <span class="age">${age(trace.startMillis)}</span>
      </li>`;
  }

  #services(services) {
    const shown = services.slice(0, MOST_SERVICES);
    const more = services.length - shown.length;
    return html`${shown.map(({name, spanCount, errorCount}) => html`
      <span class=${errorCount > 0 ? 'chip bad' : 'chip'}
        style=${setStyle({'--tint': serviceColor(name)})}
        title="${short(name)}: ${counted(spanCount, 'span')}${errorCount > 0 ? `, ${counted(errorCount, 'error')}` : ''}"
      >${short(name)} <b>${count(spanCount)}</b></span>`)}${more > 0 ? html`<span class="more">+${more}</span>` : nothing}`;
  }

  static styles = [base, css`
    :host {
      display: block;
      container-type: inline-size;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      position: relative;
      display: grid;
      grid-template-columns: 22px minmax(180px, 1.1fr) minmax(0, 1fr) 72px 168px 92px 58px;
      gap: 0 12px;
      align-items: center;
      height: 28px;
      padding: 0 12px 0 14px;
      border-bottom: 1px solid var(--line);
      contain-intrinsic-size: auto 28px;
      content-visibility: auto;
    }
    /* the service's colour */
    li::before {
      content: '';
      position: absolute;
      inset: 4px auto 4px 4px;
      width: 4px;
      border-radius: 2px;
      background: var(--tint);
    }
    li:hover, li.pointed {
      background: var(--bg-hover);
    }
    li.current {
      background: var(--bg-selected);
      box-shadow: inset 0 0 0 1px var(--accent);
    }
    li.fresh {
      animation: arrive 1.6s ease-out;
    }
    @keyframes arrive {
      from {
        background: var(--bg-selected);
      }
    }
    input {
      position: relative;
      z-index: 1;
      margin: 0 0 0 4px;
      accent-color: var(--accent);
      opacity: 0;
    }
    li:hover input, li.current input, input:checked, input:focus-visible {
      opacity: 1;
    }
    a {
      display: flex;
      align-items: baseline;
      gap: 8px;
      min-width: 0;
      color: var(--fg);
      white-space: nowrap;
    }
    a:hover {
      text-decoration: none;
    }
    a:focus-visible {
      outline: none;
    }
    /* the whole row is the link */
    a::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    a:focus-visible::after {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
    .service, .name, .services {
      overflow: hidden;
      text-overflow: ellipsis;
      unicode-bidi: isolate;
    }
    .service {
      flex: 0 1 auto;
      max-width: 40%;
      color: var(--fg-faint);
    }
    .name {
      flex: 0 1 auto;
      min-width: 40px;
      font-weight: 600;
    }
    .errors, .incomplete {
      flex: none;
      padding: 0 5px;
      border-radius: 3px;
      background: var(--error-soft);
      color: var(--error);
      font-size: 12px;
    }
    .incomplete {
      background: var(--warn-soft);
      color: var(--warn);
    }
    .services {
      display: flex;
      gap: 10px;
      white-space: nowrap;
      font-size: 12px;
    }
    .chip {
      display: block;
      flex: 0 1 auto;
      overflow: hidden;
      max-width: 160px;
      color: var(--fg-faint);
      text-overflow: ellipsis;
      unicode-bidi: isolate;
    }
    .chip::before {
      content: '';
      display: inline-block;
      width: 8px;
      height: 8px;
      margin-right: 5px;
      border-radius: 50%;
      background: var(--tint);
    }
    .chip b {
      color: var(--fg);
      font-weight: 500;
    }
    .chip.bad b {
      color: var(--error);
    }
    .more, .spans, .time, .age {
      color: var(--fg-faint);
      white-space: nowrap;
    }
    .spans, .time, .age {
      text-align: right;
    }
    .duration {
      display: grid;
      grid-template-columns: 1fr 68px;
      gap: 8px;
      align-items: center;
      text-align: right;
      white-space: nowrap;
    }
    .bar {
      height: 8px;
      border-radius: 2px;
      background: var(--bg-hover);
      overflow: hidden;
    }
    li:hover .bar, li.current .bar {
      background: var(--line);
    }
    .bar i {
      display: block;
      height: 100%;
      background: var(--tint);
    }
    .failed .bar i {
      background: var(--error);
    }
    @container (width < 1000px) {
      li {
        grid-template-columns: 22px minmax(0, 1.4fr) minmax(0, 1fr) 150px 58px;
      }
      .spans, .time {
        display: none;
      }
    }
    @container (width < 640px) {
      li {
        grid-template-columns: minmax(0, 1fr) 76px 44px;
        grid-template-rows: 20px 18px;
        gap: 0 10px;
        height: 46px;
        padding-left: 16px;
        contain-intrinsic-size: auto 46px;
        align-content: center;
      }
      input {
        display: none;
      }
      a {
        grid-column: 1;
      }
      .services {
        grid-area: 2 / 1;
      }
      .duration {
        grid-area: 1 / 2 / 3 / 3;
        grid-template-columns: 1fr;
        gap: 5px;
      }
      .bar {
        order: 1;
        height: 5px;
      }
      .age {
        grid-area: 1 / 3;
      }
    }
  `];
}

/** Nobody reads more, and laying out 64 KiB in a line takes its time. */
function short(text) {
  return text.length > LONG_NAME ? `${text.slice(0, LONG_NAME)}…` : text;
}

customElements.define('skein-trace-list', SkeinTraceList);
