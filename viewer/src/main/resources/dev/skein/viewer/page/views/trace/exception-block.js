import {LitElement, css, html, nothing} from 'lit';
import {copy} from '../../clipboard.js';
import {base} from '../../styles.js';
import {textOf} from './find-spans.js';

/** An exception that a span recorded: type, message, stack trace. */
class SkeinExceptionBlock extends LitElement {
  static properties = {
    attributes: {attribute: false},
    at: {},
  };

  render() {
    const of = (name) => textOf(this.attributes[`exception.${name}`] ?? '');
    const type = of('type');
    const stack = of('stacktrace');
    const packageEnd = type.lastIndexOf('.') + 1;
    return html`
      <section aria-label="Exception">
        <h3><small>${type.slice(0, packageEnd)}</small>${type.slice(packageEnd) || 'Exception'}<span>${this.at}</span></h3>
        ${of('message') ? html`<p>${of('message')}</p>` : nothing}
        ${stack ? html`
          <details>
            <summary>Stack trace</summary>
            <button class="plain" @click=${() => copy(this, stack, 'the stack trace')}>Copy</button>
            <pre tabindex="0">${stack}</pre>
          </details>` : nothing}
      </section>`;
  }

  static styles = [base, css`
    section {
      margin: 0 0 12px;
      border: 1px solid color-mix(in srgb, var(--error) 45%, var(--line));
      border-radius: var(--radius);
      background: var(--error-soft);
    }
    h3, p {
      margin: 0;
      padding: 6px 10px;
      overflow-wrap: anywhere;
    }
    h3 {
      color: var(--error);
      font-size: 13px;
    }
    h3 small {
      font-size: 11.5px;
      font-weight: 400;
    }
    h3 span {
      margin-left: 8px;
      color: var(--fg-faint);
      font-size: 11.5px;
      font-weight: 400;
    }
    p {
      padding-top: 0;
      white-space: pre-wrap;
    }
    details {
      position: relative;
      border-top: 1px solid color-mix(in srgb, var(--error) 25%, var(--line));
    }
    summary {
      padding: 4px 10px;
      cursor: pointer;
    }
    details button {
      position: absolute;
      top: 1px;
      right: 4px;
      min-height: 22px;
      font-size: 11.5px;
    }
    pre {
      max-height: 320px;
      margin: 0;
      padding: 6px 10px 10px;
      overflow: auto;
      font: 11.5px/1.5 var(--mono);
      tab-size: 2;
    }
  `];
}

customElements.define('skein-exception-block', SkeinExceptionBlock);
