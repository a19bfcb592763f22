import {LitElement, css, html} from 'lit';
import {base} from '../../styles.js';

const DEFAULT_PORT = '4318';

/** What to do when there are no traces at all. */
class SkeinEmptyStore extends LitElement {
  #copy(text) {
    navigator.clipboard?.writeText(text);
    this.#say('Copied');
  }

  #say(detail) {
    this.dispatchEvent(new CustomEvent('notice', {detail, bubbles: true, composed: true}));
  }

  #code(text) {
    return html`<pre><code>${text}</code><button class="plain" @click=${() => this.#copy(text)}>Copy</button></pre>`;
  }

  render() {
    const {origin, port} = location;
    const byDefault = port === DEFAULT_PORT;
    return html`
      <section>
        <h1><span class="pulse" aria-hidden="true"></span>Waiting for traces</h1>
        <p>They appear here by themselves, as soon as a service sends them to <code class="origin">${origin}</code>.</p>
        <h2>Skein</h2>
        ${byDefault
          ? html`<p>Nothing to set: this is where Skein sends to by default. Start your service and send it a request.</p>`
          : html`<p>This is not the port that Skein sends to by default, so tell your service:</p>
              ${this.#code(`export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`)}`}
        <h2>Any other OpenTelemetry</h2>
        <p>SDK, agent or Collector, by OTLP over HTTP:</p>
        ${this.#code(`export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`)}
        <h2>Zipkin</h2>
        <p>Anything that speaks Zipkin’s v2 JSON:</p>
        ${this.#code(`${origin}/api/v2/spans`)}
        <h2>A file</h2>
        <p>
          <button @click=${() => this.dispatchEvent(new CustomEvent('import-file', {bubbles: true, composed: true}))}>Import a file…</button>
          or drop it here: OTLP as JSON or protobuf, also gzipped, or Zipkin’s JSON.
        </p>
      </section>
    `;
  }

  static styles = [base, css`
    section {
      max-width: 640px;
      margin: 0 auto;
      padding: 40px 16px 32px;
    }
    h1 {
      display: flex;
      align-items: center;
      gap: 10px;
      margin: 0 0 4px;
      font-size: 18px;
      font-weight: 650;
    }
    h2 {
      margin: 20px 0 2px;
      font-size: 13px;
    }
    p {
      margin: 0 0 6px;
    }
    .origin {
      white-space: nowrap;
    }
    .pulse {
      width: 9px;
      height: 9px;
      border-radius: 50%;
      background: var(--ok);
      animation: pulse 2s ease-in-out infinite;
    }
    @keyframes pulse {
      50% {
        opacity: 0.25;
      }
    }
    pre {
      display: flex;
      align-items: start;
      justify-content: space-between;
      gap: 8px;
      margin: 0;
      padding: 4px 4px 4px 12px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
    }
    pre code {
      padding: 4px 0;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    pre button {
      color: var(--accent);
    }
  `];
}

customElements.define('skein-empty-store', SkeinEmptyStore);
