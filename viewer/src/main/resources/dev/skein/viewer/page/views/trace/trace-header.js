import {LitElement, html, nothing} from 'lit';
import {get} from '../../api.js';
import {copy} from '../../clipboard.js';
import {serviceColor} from '../../color.js';
import {age, count, counted, duration, percent, time} from '../../format.js';
import {navigate} from '../../router.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';
import {headerStyles} from './header-styles.js';

const TRACE_ID = /[0-9a-f]{32}/i;
const OTHERS = 12;

/** What a trace is, in two lines, and what can be done with it. Event: `service` (its name). */
class SkeinTraceHeader extends LitElement {
  static properties = {
    model: {attribute: false},
    others: {state: true},
    wrong: {state: true},
  };

  willUpdate(changed) {
    if (changed.has('model')) {
      this.others = null;
    }
  }

  async #loadOthers({newState}) {
    if (newState !== 'open') {
      return;
    }
    this.wrong = false;
    const {traceId, name, service} = this.model.trace;
    try {
      const {traces} = await get('/api/traces', {service, operation: name, limit: OTHERS + 1});
      this.others = traces.filter((trace) => trace.traceId !== traceId).slice(0, OTHERS);
    } catch {
      // the field above does without them; the page says itself that the viewer is away
      this.others = null;
    }
  }

  #compareWith(event) {
    event.preventDefault();
    const id = TRACE_ID.exec(event.target.elements.other.value);
    this.wrong = !id;
    if (id) {
      navigate(this.#compareHref(id[0].toLowerCase()));
    }
  }

  #compareHref(other) {
    return `/compare?left=${this.model.trace.traceId}&right=${other}`;
  }

  render() {
    if (!this.model) {
      return nothing;
    }
    const {trace} = this.model;
    return html`
      <div class="top">
        <h1><span class="name">${trace.name || '(no name)'}</span> <span class="service">${trace.service}</span></h1>
        <div class="tools">
          <button title="Copy the trace id (y)" @click=${() => this.copyId()}><code>${trace.traceId.slice(0, 8)}…</code> Copy id</button>
          <button title="Copy the address of what is shown" @click=${() => copy(this, location.href, 'the link')}>Link</button>
          <a class="button" href="/api/traces/${trace.traceId}/otlp" download="trace-${trace.traceId}.json" title="Download as OTLP JSON">Export</a>
          <button popovertarget="compare" class="compare">Compare…</button>
          ${this.#compare()}
        </div>
      </div>
      <div class="facts">
        <span class="duration">${duration(this.model.durationNanos)}</span>
        <span title=${age(trace.startMillis)}>${time(trace.startMillis)}</span>
        <span>${counted(trace.spanCount, 'span')}</span>
        <span class=${trace.errorCount > 0 ? 'errors' : 'fine'}>${trace.errorCount > 0 ? counted(trace.errorCount, 'error') : 'no errors'}</span>
        ${trace.incomplete ? html`<span class="incomplete" title="A parent, or the root, has not arrived">incomplete</span>` : nothing}
        <ul class="legend" aria-label="Services">${trace.services.map((service) => this.#service(service))}</ul>
      </div>`;
  }

  #service({name, spanCount, errorCount}) {
    const share = this.model.criticalShare(name);
    return html`
      <li><button class="plain" style=${setStyle({'--service': serviceColor(name)})}
        title="${counted(spanCount, 'span')}${errorCount > 0 ? `, ${counted(errorCount, 'error')}` : ''}, ${percent(share)} of the critical path; press to find its spans"
        @click=${() => this.dispatchEvent(new CustomEvent('service', {detail: name}))}>
        <i></i><span class="of">${name || '(no service)'}</span>
        <span class="n">${count(spanCount)}</span>
        ${share >= 0.005 ? html`<span class="share">${percent(share)}</span>` : nothing}
      </button></li>`;
  }

  #compare() {
    return html`
      <div id="compare" popover @toggle=${this.#loadOthers} role="dialog" aria-label="Compare with another trace">
        <form @submit=${this.#compareWith}>
          <label for="other">Compare with the trace of this id</label>
          <div><input id="other" name="other" autocomplete="off" spellcheck="false" aria-invalid=${this.wrong ? 'true' : 'false'}><button class="primary">Compare</button></div>
          ${this.wrong ? html`<p role="alert">An id has 32 hexadecimal digits.</p>` : nothing}
        </form>
        ${this.#others()}
      </div>`;
  }

  #others() {
    if (!this.others) {
      return nothing;
    }
    const whole = this.model.durationNanos;
    return html`
      <p>${this.others.length > 0 ? 'Or with one that begins alike:' : 'No other trace here begins alike.'}</p>
      <ul>${this.others.map((other) => html`
        <li><a href=${this.#compareHref(other.traceId)}>
          <code>${other.traceId.slice(0, 8)}</code>
          <span>${time(other.startMillis)}</span>
          <span class="right">${duration(other.durationNanos)}</span>
          <span class="right faint">${(other.durationNanos / whole).toFixed(2)} ×</span>
          <span class="right ${other.errorCount > 0 ? 'errors' : 'faint'}">${counted(other.errorCount, 'error')}</span>
        </a></li>`)}</ul>`;
  }

  copyId() {
    return copy(this, this.model.trace.traceId, 'the trace id');
  }

  static styles = [base, headerStyles];
}

customElements.define('skein-trace-header', SkeinTraceHeader);
