import {LitElement, css, html, nothing} from 'lit';
import {bytes, count, counted, percent} from './format.js';
import {setStyle} from './set-style.js';
import {status} from './status.js';
import {base} from './styles.js';

/** How full the store is and what it could not keep; nothing that was lost is left unsaid. */
class SkeinStoreStatus extends LitElement {
  #changed = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    status.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    status.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  async #clear() {
    if (window.confirm('Forget all traces? Those in the data directory are deleted as well.')) {
      await status.clear();
    }
  }

  render() {
    const {stats} = status;
    if (!stats) {
      return html`<footer></footer>`;
    }
    const full = Math.max(stats.spans / stats.maxSpans, stats.bytes / stats.maxBytes);
    return html`
      <footer aria-label="Store">
        <span>${counted(stats.traces, 'trace')}, ${counted(stats.spans, 'span')}</span>
        <span class="fill" title="${count(stats.spans)} of ${count(stats.maxSpans)} spans">
          <span class="meter" aria-hidden="true"><i style=${setStyle({width: `${Math.min(100, full * 100)}%`})}></i></span>
          <span>${percent(full)} full<span class="wide">, ${bytes(stats.bytes)} of ${bytes(stats.maxBytes)}</span></span>
        </span>
        ${this.#losses(stats)}
        ${stats.dataDirectory ? html`<span class="wide directory" title=${stats.dataDirectory}>kept in ${stats.dataDirectory}</span>` : nothing}
        <span class="end">
          ${stats.traces > 0 ? html`<button class="plain" id="clear" @click=${() => this.#clear()}>Clear</button>` : nothing}
          <span class="wide">${stats.version ? `Skein Viewer ${stats.version}` : nothing}</span>
        </span>
      </footer>
    `;
  }

  #losses(stats) {
    const {received} = stats;
    const lines = [
      [stats.evictedTraces, () => counted(stats.evictedTraces, 'old trace'), 'made room',
        'The store was full: the oldest traces made room for new ones'],
      [stats.droppedSpans, () => counted(stats.droppedSpans, 'span'), 'dropped',
        'A single trace was too large for the store'],
      [received?.rejectedSpans, () => counted(received.rejectedSpans, 'span'), 'rejected',
        'Spans that came could not be kept, for example without an id'],
      [received?.rejectedRequests, () => counted(received.rejectedRequests, 'request'), 'refused',
        'Requests with spans were refused; each sender was told why'],
    ];
    return lines.filter(([n]) => n > 0).map(([, what, done, why]) => html`
      <span class="loss" title=${why}>${what()} ${done}</span>`);
  }

  static styles = [base, css`
    footer {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 16px;
      min-height: 27px;
      padding: 0 12px;
      border-top: 1px solid var(--line);
      background: var(--bg-raised);
      color: var(--fg-faint);
      font-size: 12px;
    }
    .fill, .end {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    .wide {
      white-space: pre;
    }
    .end {
      margin-left: auto;
    }
    .meter {
      width: 56px;
      height: 5px;
      border-radius: 3px;
      background: var(--bg-hover);
      overflow: hidden;
    }
    .meter i {
      display: block;
      height: 100%;
      background: var(--fg-faint);
    }
    .loss {
      color: var(--warn);
    }
    .directory {
      overflow: hidden;
      max-width: 30vw;
      text-overflow: ellipsis;
    }
    button {
      min-height: 22px;
      padding: 0 6px;
      color: var(--fg-faint);
    }
    @media (width < 640px) {
      .wide {
        display: none;
      }
    }
  `];
}

customElements.define('skein-store-status', SkeinStoreStatus);
