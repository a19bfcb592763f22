import {css, html} from 'lit';

/** What every shadow root of the page begins with: boxes, links, buttons, fields, focus. */
export const base = css`
  *, *::before, *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  a {
    color: var(--accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  button, input, select, textarea {
    font: inherit;
    font-variant-numeric: inherit;
    color: inherit;
  }
  button, .button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 26px;
    padding: 2px 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--bg-raised);
    color: var(--fg);
    white-space: nowrap;
    cursor: pointer;
    text-decoration: none;
  }
  button:hover:not(:disabled), .button:hover {
    background: var(--bg-hover);
    text-decoration: none;
  }
  button[aria-pressed='true'], button.primary {
    border-color: var(--accent);
    color: var(--accent);
  }
  button:disabled {
    color: var(--fg-faint);
    cursor: default;
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  input:not([type]), input[type='text'], input[type='search'], select {
    min-height: 26px;
    padding: 2px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--bg-raised);
    color: var(--fg);
  }
  ::placeholder {
    color: var(--fg-faint);
    opacity: 1;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  kbd {
    display: inline-block;
    min-width: 1.7em;
    padding: 0 5px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: var(--radius);
    background: var(--bg);
    font: 12px/1.5 var(--mono);
    text-align: center;
  }
  code {
    font-family: var(--mono);
    font-size: 12px;
  }
  .loading {
    margin: 0;
    padding: 48px 16px;
    color: var(--fg-faint);
    text-align: center;
    animation: appear 0.4s step-end;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** What a view says while it waits for its first answer; not at once, as most are there by then. */
export const loading = html`<p class="loading" role="status">Loading…</p>`;

/** The frame of a view: its margins, its head with a bar of controls, what it says instead of data. */
export const frame = css`
  :host {
    display: block;
    padding: 10px 16px 20px;
  }
  h1 {
    margin: 0 8px 0 0;
    font-size: 15px;
    font-weight: 650;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-bottom: 10px;
  }
  .faint {
    color: var(--fg-faint);
  }
  .error {
    color: var(--error);
  }
  .empty {
    padding: 56px 16px;
    color: var(--fg-faint);
    text-align: center;
  }
  .empty h2 {
    margin: 0 0 6px;
    color: var(--fg);
    font-size: 15px;
  }
  @media (width < 640px) {
    :host {
      padding: 8px 10px 16px;
    }
  }
`;
