import {LitElement, html, nothing} from 'lit';
import {copy} from '../../clipboard.js';
import {serviceColor} from '../../color.js';
import {counted, duration, percent} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {base} from '../../styles.js';
import {matching} from './attribute-table.js';
import {detailsStyles} from './details-styles.js';
import './exception-block.js';
import {kindIcon} from './kind-icons.js';
import {shareOf} from './time-scale.js';
import {skewText} from './trace-row.js';

const HEX = /^[0-9a-f]+$/;

/**
 * All that one span says. Events: `close`, `go` (to another span of the trace), `focus-span`,
 * `zoom-to`.
 */
class SkeinSpanDetails extends LitElement {
  static properties = {
    model: {attribute: false},
    index: {type: Number},
    filter: {state: true},
  };

  constructor() {
    super();
    this.filter = '';
  }

  updated(changed) {
    if (changed.has('index') || changed.has('model')) {
      this.renderRoot.querySelector('.content')?.scrollTo(0, 0);
    }
  }

  #tell(name, detail = this.index) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }

  render() {
    const span = this.model?.spans[this.index];
    if (!span) {
      return nothing;
    }
    const events = span.events ?? [];
    const links = span.links ?? [];
    return html`
      <header>
        <div class="title">
          <h2 style=${setStyle({'--service': serviceColor(span.service)})}>${span.name || '(no name)'}</h2>
          <button class="plain close" title="Close (Esc)" aria-label="Close" @click=${() => this.#tell('close')}>✕</button>
        </div>
        <p class="facts">
          <span class="service" style=${setStyle({'--service': serviceColor(span.service)})}>${span.service || '(no service)'}</span>
          <span>${kindIcon(span.kind)} ${span.kind.toLowerCase()}</span>
          ${status(span)}
        </p>
      </header>
      <div class="content" tabindex="-1">
        ${span.status === 'ERROR' && span.statusMessage ? html`<p class="message">${span.statusMessage}</p>` : nothing}
        ${this.#timing(span)}
        ${events.filter(({name}) => name === 'exception').map((event) => html`
          <skein-exception-block .attributes=${event.attributes ?? {}}
            .at=${`at ${duration(event.offsetNanos - span.offsetNanos)}`}></skein-exception-block>`)}
        <div class="filter"><input type="search" aria-label="Filter attributes" placeholder="Filter attributes" .value=${this.filter}
          @input=${(event) => (this.filter = event.target.value)}></div>
        ${this.#attributes('Attributes', span.attributes, true, span.droppedAttributes)}
        ${this.#events(span, events)}
        ${this.#links(links, span.droppedLinks)}
        ${this.#attributes('Resource', this.model.resource(this.index), true)}
        ${this.#identity(span)}
      </div>`;
  }

  #timing(span) {
    const {bounds} = this.model;
    const [from, to] = [span.offsetNanos, this.model.end(this.index)];
    const place = ([start, end]) => setStyle({
      left: `${shareOf(start, bounds) * 100}%`,
      width: `${shareOf(end, bounds) * 100 - shareOf(start, bounds) * 100}%`,
    });
    return html`
      <section class="timing" aria-label="Timing">
        <div class="strip" style=${setStyle({'--service': serviceColor(span.service)})} aria-hidden="true">
          <i class="bar" style=${place([from, to])}></i>
          ${this.model.self(this.index).slice(0, 200).map((part) => html`<i class="self" style=${place(part)}></i>`)}
        </div>
        <dl>
          <div><dt>Duration</dt><dd class="duration">${duration(span.durationNanos)}</dd></div>
          <div><dt>Self time</dt><dd>${duration(span.selfNanos)} <small>${percent(span.selfNanos / (span.durationNanos || 1))}</small></dd></div>
          <div><dt>On the critical path</dt><dd class="critical-share">${duration(span.criticalNanos)} <small>${percent(span.criticalNanos / this.model.durationNanos)} of the trace</small></dd></div>
          <div><dt>Starts</dt><dd>${span.offsetNanos < 0 ? '−' : '+'}${duration(Math.abs(span.offsetNanos))}</dd></div>
        </dl>
        ${span.skewNanos ? html`<p class="note">${skewText(span.skewNanos)}.</p>` : nothing}
        ${span.missingParent ? html`<p class="note warn">Its parent <code>${span.parentSpanId}</code> is not in the trace: not sent, not sampled, or still on its way.</p>` : nothing}
        <p class="actions">
          <button @click=${() => this.#tell('zoom-to')}>Zoom to it</button>
          ${this.model.isParent(this.index) ? html`<button @click=${() => this.#tell('focus-span')}>Show its subtree alone</button>` : nothing}
          ${span.parent >= 0 ? html`<button @click=${() => this.#tell('go', span.parent)}>Parent</button>` : nothing}
        </p>
      </section>`;
  }

  #attributes(title, attributes, open, dropped = 0) {
    const shown = matching(attributes, this.filter).length;
    const all = Object.keys(attributes ?? {}).length;
    if (all === 0 && dropped === 0) {
      return nothing;
    }
    return html`
      <details ?open=${open} class=${title.toLowerCase()}>
        <summary>${title} <span class="n">${this.filter ? `${shown} of ${all}` : all}</span></summary>
        <skein-attribute-table .label=${title} .attributes=${attributes} .filter=${this.filter}></skein-attribute-table>
        ${lost(dropped, 'attribute')}
      </details>`;
  }

  #events(span, events) {
    if (events.length === 0 && !span.droppedEvents) {
      return nothing;
    }
    return html`
      <details open class="events">
        <summary>Events <span class="n">${events.length}</span></summary>
        <ol>
          ${events.map(({name, offsetNanos, attributes}) => html`
            <li>
              <p><span class="at">+${duration(Math.max(0, offsetNanos - span.offsetNanos))}</span> <b>${name}</b></p>
              ${name === 'exception' ? html`<p class="above">shown above</p>` : html`
                <skein-attribute-table .label=${`Attributes of ${name}`} .attributes=${attributes ?? {}} .filter=${this.filter}></skein-attribute-table>`}
            </li>`)}
        </ol>
        ${lost(span.droppedEvents, 'event')}
      </details>`;
  }

  #links(links, dropped) {
    if (links.length === 0 && !dropped) {
      return nothing;
    }
    return html`
      <details open class="links">
        <summary>Links <span class="n">${links.length}</span></summary>
        <ol>
          ${links.map(({traceId, spanId, attributes}) => html`
            <li>
              <p>${linkTo(traceId, spanId)}</p>
              <skein-attribute-table label="Attributes of the link" .attributes=${attributes ?? {}} .filter=${this.filter}></skein-attribute-table>
            </li>`)}
        </ol>
        ${lost(dropped, 'link')}
      </details>`;
  }

  #identity(span) {
    const {name, version} = span.scope ?? {};
    const rows = [
      ['Span id', span.spanId],
      ['Parent id', span.parentSpanId],
      ['Trace state', span.traceState],
      ['Scope', [name, version].filter(Boolean).join(' ')],
    ].filter(([, value]) => value);
    return html`
      <details open class="identity">
        <summary>Identity</summary>
        <table>
          ${rows.map(([key, value]) => html`
            <tr><th scope="row">${key}</th><td>${value}</td>
              <td class="do"><button class="plain" aria-label="Copy the ${key.toLowerCase()}" title="Copy" @click=${() => copy(this, value, key.toLowerCase())}>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M4 3.5V1.5h6.5V8h-2M1.5 4H8v6.5H1.5z"></path></svg></button></td></tr>`)}
        </table>
      </details>`;
  }

  static styles = [base, detailsStyles];
}

function status({status}) {
  return {
    ERROR: html`<span class="status error">error</span>`,
    OK: html`<span class="status ok">ok</span>`,
  }[status] ?? nothing;
}

function lost(n, what) {
  return n > 0 ? html`<p class="note warn">${counted(n, what)} more dropped by the sender, at its limits.</p>` : nothing;
}

/** Only ids make an address; anything else stays text. */
function linkTo(traceId, spanId) {
  const text = html`trace <code>${traceId}</code>, span <code>${spanId}</code>`;
  return HEX.test(traceId) && traceId.length === 32 && HEX.test(spanId)
    ? html`<a href="/trace/${traceId}?span=${spanId}">${text}</a>`
    : text;
}

customElements.define('skein-span-details', SkeinSpanDetails);
