import {LitElement, css, html} from 'lit';
import {navigate} from '../../router.js';
import {base} from '../../styles.js';

const TRACE_ID = /[0-9a-f]{32}/i;

/** What is shown for an id of which no trace is known: why that may be, and what one can do. */
class SkeinTraceMissing extends LitElement {
  static properties = {
    traceId: {},
    reason: {},
    wrong: {state: true},
  };

  #go(event) {
    event.preventDefault();
    const id = TRACE_ID.exec(event.target.elements.id.value);
    this.wrong = !id;
    if (id) {
      navigate(`/trace/${id[0].toLowerCase()}`);
    }
  }

  render() {
    const valid = new RegExp(`^${TRACE_ID.source}$`, 'i').test(this.traceId);
    return html`
      <section>
        <h1>This trace is not here</h1>
        <p class="id"><code>${this.traceId}</code></p>
        ${valid ? html`
          <ul>
            <li><b>It may have been evicted.</b> The viewer keeps the newest traces within its limits; the footer says how many that are. <code>--max-spans</code> and <code>--max-memory</code> raise them.</li>
            <li><b>It may not have arrived.</b> The page opens it by itself when it does.</li>
            <li><b>It may belong to another viewer,</b> or to one that was stopped: <code>--data DIR</code> keeps traces across restarts.</li>
          </ul>` : html`
          <ul><li><b>That is no trace id.</b> It has 32 digits, 0 to 9 and a to f; ${this.traceId.length === 16 ? 'one of 16 is a span’s.' : `this has ${this.traceId.length} characters.`}</li></ul>`}
        <p class="reason">The viewer says: ${this.reason}</p>
        <form @submit=${this.#go}>
          <label for="id">Trace id, or a text that has one in it (a <code>traceparent</code>, a line of a log)</label>
          <div><input id="id" name="id" autocomplete="off" spellcheck="false" aria-invalid=${this.wrong ? 'true' : 'false'} aria-describedby="wrong"><button class="primary">Open</button></div>
          <p id="wrong" role="alert">${this.wrong ? 'There are no 32 hexadecimal digits in it.' : ''}</p>
        </form>
        <p>
          <button @click=${() => this.dispatchEvent(new CustomEvent('import-file', {bubbles: true, composed: true}))}>Import a file…</button>
          <a class="button" href="/">All traces</a>
        </p>
      </section>`;
  }

  static styles = [base, css`
    section {
      max-width: 640px;
      margin: 0 auto;
      padding: 32px 16px;
    }
    h1 {
      margin: 0;
      font-size: 18px;
    }
    .id, .reason {
      overflow-wrap: anywhere;
    }
    .id code {
      font-size: 13px;
    }
    ul {
      padding-left: 18px;
    }
    li {
      margin: 6px 0;
    }
    .reason {
      color: var(--fg-faint);
    }
    label {
      display: block;
      margin: 20px 0 4px;
    }
    form div {
      display: flex;
      gap: 6px;
    }
    input {
      flex: 1;
      min-width: 0;
      font-family: var(--mono);
    }
    #wrong {
      min-height: 20px;
      margin: 4px 0;
      color: var(--error);
    }
  `];
}

customElements.define('skein-trace-missing', SkeinTraceMissing);
