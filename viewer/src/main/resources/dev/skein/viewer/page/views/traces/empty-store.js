import {LitElement, css, html} from 'lit';
import {copy} from '../../clipboard.js';
import {base} from '../../styles.js';

const DEFAULT_PORT = '4318';

/** What to do when there are no traces at all. */
class SkeinEmptyStore extends LitElement {
  #traceId = randomId(16);

  #code(text, what) {
    return html`<pre><code>${text}</code><button class="plain" aria-label="Copy ${what}" @click=${() => copy(this, text, what)}>Copy</button></pre>`;
  }

  #sample(origin) {
    return `curl ${origin}/api/v2/spans -H 'Content-Type: application/json' -d '[{
  "traceId": "${this.#traceId}", "id": "${this.#traceId.slice(16)}",
  "name": "hello", "localEndpoint": {"serviceName": "curl"},
  "timestamp": '$(date +%s)'000000, "duration": 42000}]'`;
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
              ${this.#code(`export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`, 'the setting')}`}
        <h2>Any other OpenTelemetry</h2>
        <p>SDK, agent or Collector, by OTLP over HTTP:</p>
        ${this.#code(`export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`, 'the settings')}
        <h2>Zipkin</h2>
        <p>Anything that speaks Zipkin’s v2 JSON:</p>
        ${this.#code(`${origin}/api/v2/spans`, 'the address')}
        <h2>A first trace</h2>
        <p>To see at once that one arrives, send it from a shell:</p>
        ${this.#code(this.#sample(origin), 'the command')}
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
      flex: 1;
      min-width: 0;
      padding: 4px 0;
      overflow-x: auto;
    }
    pre button {
      flex: none;
      color: var(--accent);
      font-family: var(--font);
    }
  `];
}

function randomId(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

customElements.define('skein-empty-store', SkeinEmptyStore);
