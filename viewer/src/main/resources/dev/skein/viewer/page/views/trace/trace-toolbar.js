import {LitElement, css, html, nothing} from 'lit';
import {count, counted} from '../../format.js';
import {base} from '../../styles.js';

/**
 * Search inside the trace, the jump to errors, and what is shown of the trace. Events: `find` (the
 * text), `next` (1 or -1), `error` (1 or -1), `unfocus`, `refresh`.
 */
class SkeinTraceToolbar extends LitElement {
  static properties = {
    text: {},
    matchCount: {type: Number},
    /** Which of the matches one is at, from 0, or -1. */
    position: {type: Number},
    errorCount: {type: Number},
    /** The name of the span whose subtree is shown alone. */
    focused: {},
    news: {},
  };

  focusSearch() {
    this.renderRoot.querySelector('input').select();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }

  #onKeyDown(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#tell('next', event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#tell('find', '');
      event.target.blur();
    }
  }

  render() {
    return html`
      <div class="find" role="search">
        <input type="search" aria-label="Find in this trace" title="Names, services, attributes, events" placeholder="Find in this trace ( / )"
          autocomplete="off" spellcheck="false" .value=${this.text ?? ''}
          @input=${(event) => this.#tell('find', event.target.value)} @keydown=${this.#onKeyDown}>
        <span class="matches" role="status">${this.#matches()}</span>
        ${step('Previous match (N)', 'M3 7.5 6 4.5l3 3', !this.matchCount, () => this.#tell('next', -1))}
        ${step('Next match (n)', 'M3 4.5 6 7.5l3-3', !this.matchCount, () => this.#tell('next', 1))}
      </div>
      ${this.errorCount > 0 ? html`
        <div class="errors">
          <span>${counted(this.errorCount, 'error')}</span>
          ${step('Previous error (E)', 'M3 7.5 6 4.5l3 3', false, () => this.#tell('error', -1))}
          ${step('Next error (e)', 'M3 4.5 6 7.5l3-3', false, () => this.#tell('error', 1))}
        </div>` : nothing}
      ${this.focused == null ? nothing : html`
        <button class="chip" title="Show the whole trace again (f)" @click=${() => this.#tell('unfocus')}>
          <span>Only below <bdi>${this.focused || '(no name)'}</bdi></span> ✕
        </button>`}
      ${this.news ? html`
        <button class="chip news" title="Load the trace again (r)" @click=${() => this.#tell('refresh')}>
          <i></i><span role="status">${this.news}</span> <b>Refresh</b>
        </button>` : nothing}`;
  }

  #matches() {
    if (!this.text?.trim()) {
      return nothing;
    }
    if (this.matchCount === 0) {
      return 'none';
    }
    return this.position < 0 ? count(this.matchCount) : `${count(this.position + 1)} of ${count(this.matchCount)}`;
  }

  static styles = [base, css`
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 6px 14px;
      align-items: center;
    }
    .find, .errors {
      display: flex;
      align-items: center;
    }
    .find {
      position: relative;
      flex: 0 1 auto;
      width: 320px;
      min-width: 200px;
    }
    input {
      flex: 1;
      min-width: 0;
      margin-right: 4px;
    }
    input:not(:placeholder-shown) {
      padding-right: 76px;
    }
    .matches {
      position: absolute;
      right: 78px;
      color: var(--fg-faint);
      font-size: 11.5px;
      pointer-events: none;
    }
    .errors {
      color: var(--error);
      font-weight: 600;
    }
    .step {
      justify-content: center;
      width: 24px;
      padding: 0;
    }
    svg {
      width: 12px;
      height: 12px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.6;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .errors .step {
      color: var(--error);
    }
    .chip {
      max-width: 320px;
      border-color: var(--accent);
    }
    .chip span {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .news {
      border-color: var(--ok);
    }
    .news i {
      flex: none;
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--ok);
    }
    .news b {
      color: var(--accent);
      font-weight: 600;
    }
    @media (width < 600px) {
      .find {
        flex: 1;
      }
    }
  `];
}

function step(title, path, disabled, run) {
  return html`
    <button class="plain step" title=${title} aria-label=${title} ?disabled=${disabled} @click=${run}>
      <svg viewBox="0 0 12 12" aria-hidden="true"><path d=${path}></path></svg>
    </button>`;
}

customElements.define('skein-trace-toolbar', SkeinTraceToolbar);
