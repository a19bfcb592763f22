import {css} from 'lit';

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
