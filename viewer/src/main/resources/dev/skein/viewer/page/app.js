import {LitElement, css, html, nothing} from 'lit';
import {ApiError, post} from './api.js';
import {counted} from './format.js';
import './help-dialog.js';
import {bindKeys} from './keys.js';
import {href, navigate, onRoute, routeOf} from './router.js';
import {status} from './status.js';
import './store-status.js';
import {base} from './styles.js';

const VIEWS = {
  traces: {title: 'Traces', load: () => import('./views/traces/traces-view.js')},
  trace: {title: 'Trace', load: () => import('./views/trace/trace-view.js')},
  map: {title: 'Service map', load: () => import('./views/map/map-view.js')},
  operations: {title: 'Operations', load: () => import('./views/operations/operations-view.js')},
  compare: {title: 'Compare', load: () => import('./views/compare/compare-view.js')},
};
const LINKS = [
  ['traces', '/', 'Traces'],
  ['map', '/map', 'Map'],
  ['operations', '/operations', 'Operations'],
  ['compare', '/compare', 'Compare'],
];
// an empty, a half and a full disc
const THEMES = {
  system: {text: 'Theme: as the system', icon: 'M8 2.5a5.5 5.5 0 0 1 0 11z'},
  light: {text: 'Theme: light', icon: 'M0 0'},
  dark: {text: 'Theme: dark', icon: 'M8 2.5a5.5 5.5 0 0 1 0 11a5.5 5.5 0 0 1 0 -11z'},
};

/** The frame around the views: navigation, theme, import, help, the store's state. */
class SkeinApp extends LitElement {
  static properties = {
    route: {state: true},
    failure: {state: true},
    notice: {state: true},
    connected: {state: true},
    dragging: {state: true},
  };

  #views = new Map();
  #drags = 0;
  #noticeTimer;
  #back = '/';

  constructor() {
    super();
    this.route = routeOf(location.href);
    this.connected = true;
    this.dragging = false;
    bindKeys(this, [
      {key: '?', help: 'This help', run: () => this.#help().show()},
      {key: 'g t', help: 'Go to the traces', run: () => navigate(this.#back)},
      {key: 'g m', help: 'Go to the service map', run: () => navigate('/map')},
      {key: 'g o', help: 'Go to the operations', run: () => navigate('/operations')},
    ]);
  }

  connectedCallback() {
    super.connectedCallback();
    onRoute((route) => this.#go(route));
    status.addEventListener('change', () => this.#hear(status.connected));
    window.addEventListener('skein-theme', () => this.requestUpdate());
    // views say things by an event that bubbles: new CustomEvent('notice', {detail: text, …})
    this.addEventListener('notice', (event) => this.#say(event.detail));
    this.addEventListener('import-file', () => this.renderRoot.querySelector('#file').click());
    this.#listenForFiles();
    status.start();
    this.#go(this.route);
  }

  #help() {
    return this.renderRoot.querySelector('skein-help-dialog');
  }

  async #go(route) {
    this.route = route;
    this.failure = null;
    const view = VIEWS[route.name];
    if (!view) {
      document.title = 'Not found · Skein';
      return;
    }
    if (route.name === 'traces') {
      this.#back = location.pathname + location.search;
    }
    document.title = `${view.title} · Skein`;
    try {
      await view.load();
    } catch (e) {
      if (this.route === route) {
        this.failure = e.message;
      }
      return;
    }
    if (this.route === route) {
      this.#element(route.name).route = route;
      this.requestUpdate();
    }
  }

  #hear(connected) {
    if (connected && !this.connected && this.failure) {
      // the browser may remember that a module could not be had: only a new page asks again
      location.reload();
    }
    this.connected = connected;
  }

  /** The list stays as it was left: its element is kept, not made anew. */
  #element(name) {
    if (!this.#views.has(name)) {
      this.#views.set(name, document.createElement(`skein-${name}-view`));
    }
    return this.#views.get(name);
  }

  #listenForFiles() {
    const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
    const listen = (type, change) => window.addEventListener(type, (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
        change(event);
        this.dragging = this.#drags > 0;
      }
    });
    listen('dragenter', () => this.#drags++);
    listen('dragleave', () => this.#drags--);
    listen('dragover', () => {});
    listen('drop', (event) => {
      this.#drags = 0;
      this.#import([...event.dataTransfer.files]);
    });
  }

  async #import(files) {
    const traces = new Set();
    let spans = 0;
    const problems = [];
    for (const file of files) {
      try {
        const answer = await post('/api/import', file);
        spans += answer.spans;
        answer.traces.forEach((id) => traces.add(id));
        if (answer.rejected > 0) {
          problems.push(`${file.name}: ${counted(answer.rejected, 'span')} rejected: ${answer.reason}`);
        }
      } catch (e) {
        if (!(e instanceof ApiError)) {
          throw e;
        }
        problems.push(`${file.name}: ${e.message}`);
      }
    }
    const done = spans > 0 || problems.length === 0
      ? [`Imported ${counted(spans, 'span')} of ${counted(traces.size, 'trace')}`]
      : [];
    this.#say([...done, ...problems].join('\n'), problems.length > 0);
    if (traces.size > 0) {
      navigate(traces.size === 1 ? href(`/trace/${[...traces][0]}`) : '/');
    }
  }

  #say(text, stays = false) {
    clearTimeout(this.#noticeTimer);
    this.notice = text;
    if (!stays) {
      this.#noticeTimer = setTimeout(() => (this.notice = null), 6000);
    }
  }

  #nextTheme() {
    const names = Object.keys(THEMES);
    const theme = window.skeinTheme.get();
    window.skeinTheme.set(names[(names.indexOf(theme) + 1) % names.length]);
  }

  render() {
    const theme = window.skeinTheme.get();
    return html`
      <header>
        <a class="brand" href="/" aria-label="Skein Viewer">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h11M5 8h6M8 12h6"></path></svg>
          <span>Skein</span>
        </a>
        <nav aria-label="Views">
          ${LINKS.map(([name, path, text]) => html`
            <a
              href=${name === 'traces' && this.route.name !== 'traces' ? this.#back : path}
              aria-current=${this.route.name === name ? 'page' : nothing}
            >${text}</a>`)}
        </nav>
        <div class="tools">
          <button class="plain" id="import" title="Import traces from files (OTLP or Zipkin); you may also drop them here"
            @click=${() => this.renderRoot.querySelector('#file').click()}>Import</button>
          <input id="file" type="file" multiple hidden
            @change=${(event) => {
              this.#import([...event.target.files]);
              event.target.value = '';
            }}>
          <button class="plain icon" id="theme" title=${THEMES[theme].text} aria-label=${THEMES[theme].text} data-theme=${theme}
            @click=${() => this.#nextTheme()}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <circle cx="8" cy="8" r="5.5"></circle>
              <path class="half" d=${THEMES[theme].icon}></path>
            </svg>
          </button>
          <button class="plain icon" id="help" title="Keys and search (?)" aria-label="Help"
            @click=${() => this.#help().show()}>?</button>
        </div>
      </header>
      ${this.connected ? nothing : html`
        <div class="banner" role="alert">
          The viewer does not answer. What you see may be old; the page tries again every two seconds.
        </div>`}
      <main>${this.#main()}</main>
      <skein-store-status></skein-store-status>
      <skein-help-dialog></skein-help-dialog>
      ${this.notice ? html`
        <div class="notice" role="status">
          <span>${this.notice}</span>
          <button class="plain" aria-label="Dismiss" @click=${() => (this.notice = null)}>✕</button>
        </div>` : nothing}
      ${this.dragging ? html`<div class="drop">Drop OTLP or Zipkin files to import them</div>` : nothing}
    `;
  }

  #main() {
    if (!VIEWS[this.route.name]) {
      return html`<p class="lost">There is nothing at ${this.route.params.path}. <a href="/">All traces</a></p>`;
    }
    if (this.failure) {
      return html`
        <p class="lost" role="alert">
          ${this.connected
            ? `This view could not be loaded: ${this.failure}`
            : 'This view could not be loaded. It comes as soon as the viewer answers.'}
          <br><button @click=${() => location.reload()}>Try again</button>
        </p>`;
    }
    return this.#views.get(this.route.name) ?? nothing;
  }

  static styles = [base, css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100dvh;
    }
    header {
      display: flex;
      align-items: center;
      gap: 4px 16px;
      padding: 0 12px;
      border-bottom: 1px solid var(--line);
      background: var(--bg-raised);
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 7px;
      color: var(--fg);
      font-weight: 650;
      letter-spacing: -0.01em;
    }
    .brand:hover {
      text-decoration: none;
    }
    svg {
      width: 16px;
      height: 16px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linecap: round;
    }
    .half {
      fill: currentcolor;
    }
    .brand svg {
      stroke: var(--accent);
      stroke-width: 2.2;
    }
    nav {
      display: flex;
      flex: 1;
      gap: 2px;
    }
    nav a {
      padding: 9px 9px 7px;
      border-bottom: 2px solid transparent;
      color: var(--fg-faint);
    }
    nav a:hover {
      color: var(--fg);
      text-decoration: none;
    }
    nav a[aria-current] {
      border-color: var(--accent);
      color: var(--fg);
      font-weight: 600;
    }
    .tools {
      display: flex;
      align-items: center;
      gap: 2px;
    }
    .icon {
      justify-content: center;
      width: 28px;
      padding: 0;
      font-weight: 600;
    }
    main {
      flex: 1;
      min-height: 0;
      overflow: auto;
    }
    .banner {
      padding: 6px 12px;
      background: var(--error-soft);
      color: var(--error);
    }
    .notice {
      position: fixed;
      right: 16px;
      bottom: 40px;
      z-index: 20;
      display: flex;
      align-items: start;
      gap: 8px;
      max-width: min(560px, calc(100vw - 32px));
      padding: 6px 6px 6px 14px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
      box-shadow: var(--shadow);
    }
    .notice span {
      padding: 3px 0;
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    .lost button {
      margin-top: 8px;
    }
    .drop {
      position: fixed;
      inset: 8px;
      z-index: 30;
      display: grid;
      place-items: center;
      border: 2px dashed var(--accent);
      border-radius: 8px;
      background: color-mix(in srgb, var(--bg) 88%, transparent);
      color: var(--accent);
      font-size: 16px;
      pointer-events: none;
    }
    .lost {
      padding: 48px 16px;
      text-align: center;
      overflow-wrap: anywhere;
    }
    @media (width < 480px) {
      header {
        gap: 4px;
        padding: 0 8px;
      }
      .brand span, #help {
        display: none;
      }
      nav a {
        padding-inline: 7px;
      }
      #import {
        padding-inline: 6px;
      }
    }
  `];
}

customElements.define('skein-app', SkeinApp);
