import {LitElement, css, html, nothing} from 'lit';
import {counted, duration, time} from '../../format.js';
import {dotStyles, serviceDot} from '../../service-dot.js';
import {base} from '../../styles.js';

/** A trace's summary: `trace` as of the API, `label` says which one it is. */
class SkeinTraceCard extends LitElement {
  static properties = {
    trace: {attribute: false},
    label: {},
  };

  render() {
    const {trace} = this;
    return html`
      <section aria-label="${this.label} trace">
        <span class="faint">${this.label}</span>
        <a href="/trace/${encodeURIComponent(trace.traceId)}"><bdi>${trace.service}</bdi> <strong><bdi>${trace.name || '(no name)'}</bdi></strong></a>
        <p>
          <b>${duration(trace.durationNanos)}</b>
          <span>${counted(trace.spanCount, 'span')}</span>
          ${trace.errorCount > 0 ? html`<span class="error">${counted(trace.errorCount, 'error')}</span>` : html`<span>no errors</span>`}
          <span>${time(trace.startMillis)}</span>
          ${trace.incomplete ? html`<span class="warn">incomplete</span>` : nothing}
        </p>
        <ul aria-label="Services">${trace.services.map(({name, spanCount}) => html`
          <li>${serviceDot(name)} <bdi>${name}</bdi> <span class="faint">${spanCount}</span></li>`)}</ul>
      </section>
    `;
  }

  static styles = [base, dotStyles, css`
    section {
      height: 100%;
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
    }
    a {
      color: var(--fg);
      font-size: 14px;
      overflow-wrap: anywhere;
    }
    .faint {
      color: var(--fg-faint);
    }
    p, ul {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 14px;
      margin: 3px 0 0;
      padding: 0;
    }
    ul {
      overflow: hidden;
      max-height: 3em;
      color: var(--fg-faint);
      font-size: 12px;
      list-style: none;
    }
    .dot {
      margin-right: 3px;
    }
    .error {
      color: var(--error);
    }
    .warn {
      color: var(--warn);
    }
  `];
}

customElements.define('skein-trace-card', SkeinTraceCard);
