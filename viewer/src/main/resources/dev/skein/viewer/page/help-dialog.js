import {LitElement, css, html} from 'lit';
import {boundKeys} from './keys.js';
import {base} from './styles.js';

const SEARCHES = [
  ['charge', 'a span whose name has this in it, in any case'],
  ['service:payment', 'of this service'],
  ['operation:"POST /charges"', 'of exactly this name'],
  ['status:error', 'that failed; status:ok: traces without a failure'],
  ['duration>100ms', 'that took longer; also <, >= and <=, in ns, us, ms, s, m'],
  ['total>2s', 'in a trace that took longer as a whole'],
  ['caller:storefront', 'called by a span of this service'],
  ['http.route=/charges', 'with this attribute, its own or its resource’s'],
  ['has:db.system', 'with an attribute of this name'],
  ['4bf92f3577b34da6a3ce929d0e0e4736', 'the trace of this id'],
];
const BARS = [
  ['full colour', 'time that the span took itself'],
  ['pale', 'time in which it waited for the spans below it'],
  ['line below', 'the critical path: what the trace waited for; a share of it stands at each service'],
  ['red frame', 'the span failed'],
  ['stroke across', 'an event; in red an exception'],
];

/** Which keys do what here, what one can search for, and how a trace is drawn. */
class SkeinHelpDialog extends LitElement {
  show() {
    this.requestUpdate();
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog.open) {
      dialog.showModal();
    }
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @click=${(event) => event.target.localName === 'dialog' && this.#close()}>
        <div class="content">
          <header>
            <h2 id="title">Help</h2>
            <button class="plain" aria-label="Close" @click=${() => this.#close()}>✕</button>
          </header>
          <div class="columns">
            <section>
              <h3>Keys</h3>
              <dl class="keys">
                ${boundKeys().map(({keys, help}) => html`
                  <dt>${keys.map((key) => html`<span class="keys-of">${strokes(key).map(
                    (one) => html`<kbd>${label(one)}</kbd>`)}</span>`)}</dt>
                  <dd>${help}</dd>`)}
              </dl>
            </section>
            <section>
              <h3>Search</h3>
              <p>One span of the trace has to meet all of it. Put quotes around what has blanks.</p>
              <dl>
                ${SEARCHES.map(([text, help]) => html`<dt><code>${text}</code></dt><dd>${help}</dd>`)}
              </dl>
              <h3>A trace’s bars</h3>
              <dl class="bars">
                ${BARS.map(([look, help]) => html`<dt>${look}</dt><dd>${help}</dd>`)}
              </dl>
            </section>
          </div>
        </div>
      </dialog>
    `;
  }

  static styles = [base, css`
    dialog {
      width: min(860px, calc(100vw - 24px));
      max-height: calc(100dvh - 48px);
      padding: 0;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--bg-raised);
      color: var(--fg);
      box-shadow: var(--shadow);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 40%);
    }
    .content {
      padding: 12px 20px 20px;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    h2, h3 {
      margin: 0;
      font-size: 15px;
    }
    h3 {
      margin: 8px 0;
      font-size: 13px;
    }
    .columns {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
      gap: 8px 32px;
    }
    p {
      margin: 0 0 8px;
      color: var(--fg-faint);
    }
    dl {
      margin: 0;
    }
    .keys, .bars {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 6px 12px;
    }
    dt {
      display: flex;
      gap: 8px;
      overflow-wrap: anywhere;
    }
    .keys-of {
      display: flex;
      gap: 2px;
    }
    dd {
      margin: 0;
    }
    section:not(:first-child) dd {
      margin-bottom: 7px;
      color: var(--fg-faint);
    }
    section:not(:first-child) .bars dd {
      margin: 0;
    }
  `];
}

const LABELS = {ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space'};

/** The keys that are pressed one after the other. */
function strokes(key) {
  return key === ' ' ? [key] : key.split(' ');
}

function label(key) {
  return LABELS[key] ?? key;
}

customElements.define('skein-help-dialog', SkeinHelpDialog);
