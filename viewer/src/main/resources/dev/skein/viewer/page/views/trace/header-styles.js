import {css} from 'lit';

export const headerStyles = css`
  :host {
    display: block;
    padding: 10px 12px 8px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 16px;
    align-items: start;
  }
  h1 {
    flex: 1 1 260px;
    min-width: 0;
    max-height: 3.9em;
    margin: 0;
    overflow: hidden auto;
    font-size: 17px;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  h1 span {
    unicode-bidi: isolate;
  }
  h1 .service {
    margin-left: 4px;
    color: var(--fg-faint);
    font-size: 13px;
    font-weight: 400;
    letter-spacing: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    align-items: center;
    margin-top: 4px;
    color: var(--fg-faint);
  }
  .duration {
    color: var(--fg);
    font-weight: 650;
  }
  .errors {
    color: var(--error);
    font-weight: 600;
  }
  .incomplete {
    padding: 0 6px;
    border-radius: 3px;
    background: var(--warn-soft);
    color: var(--warn);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 2px;
    max-height: 52px;
    margin: 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  .legend button {
    gap: 5px;
    min-height: 22px;
    max-width: 260px;
    padding: 0 7px;
  }
  .legend i {
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 2px;
    background: var(--service);
  }
  .of {
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .n, .share {
    color: var(--fg-faint);
    font-size: 11.5px;
  }
  .share {
    border-bottom: 2px solid var(--fg);
    line-height: 1.1;
  }
  [popover] {
    position: fixed;
    inset: 84px 12px auto auto;
    width: min(460px, calc(100vw - 24px));
    max-height: 60vh;
    margin: 0;
    padding: 12px;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--bg-raised);
    color: var(--fg);
    box-shadow: var(--shadow);
  }
  form div {
    display: flex;
    gap: 6px;
    margin-top: 4px;
  }
  form input {
    flex: 1;
    min-width: 0;
    font-family: var(--mono);
  }
  form [role="alert"] {
    margin: 4px 0 0;
    color: var(--error);
  }
  [popover] > p {
    margin: 12px 0 4px;
    color: var(--fg-faint);
  }
  [popover] ul {
    display: grid;
    grid-template-columns: auto 1fr auto auto auto;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [popover] li, [popover] li a {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    gap: 12px;
  }
  [popover] li a {
    padding: 3px 6px;
    border-radius: 3px;
    color: var(--fg);
  }
  [popover] li a:hover {
    background: var(--bg-hover);
    text-decoration: none;
  }
  .right {
    text-align: right;
  }
  .faint {
    color: var(--fg-faint);
  }
  @media (width < 600px) {
    :host {
      padding: 8px 12px 6px;
    }
    .tools code {
      display: none;
    }
    .legend {
      flex-wrap: nowrap;
      max-width: 100%;
      overflow: auto hidden;
      scrollbar-width: none;
    }
  }
`;
