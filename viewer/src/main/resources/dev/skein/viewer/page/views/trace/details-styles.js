import {css} from 'lit';

export const detailsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--bg-raised);
  }
  header {
    padding: 8px 8px 8px 14px;
    border-bottom: 1px solid var(--line);
  }
  .title {
    display: flex;
    align-items: start;
    gap: 8px;
  }
  h2 {
    flex: 1;
    max-height: 5.2em;
    margin: 0;
    padding-left: 9px;
    overflow: auto;
    border-left: 4px solid var(--service);
    font-size: 15px;
    line-height: 1.3;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .close {
    justify-content: center;
    width: 26px;
    padding: 0;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin: 3px 0 0 13px;
    color: var(--fg-faint);
  }
  .facts > span {
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .service {
    color: var(--fg);
  }
  svg {
    width: 12px;
    height: 12px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -1px;
  }
  .status {
    padding: 0 7px;
    border-radius: 3px;
    font-weight: 600;
  }
  .status.error {
    background: var(--error-soft);
    color: var(--error);
  }
  .status.ok {
    color: var(--ok);
  }
  .content {
    flex: 1;
    min-height: 0;
    padding: 12px 14px 24px;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .message {
    margin: 0 0 12px;
    color: var(--error);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .timing {
    margin-bottom: 12px;
  }
  .strip {
    position: relative;
    height: 8px;
    margin-bottom: 8px;
    border-radius: 2px;
    background: var(--bg-hover);
    overflow: hidden;
  }
  .strip i {
    position: absolute;
    inset: 0 auto;
    min-width: 2px;
    background: var(--service);
  }
  .strip .bar {
    background: color-mix(in srgb, var(--service) 40%, var(--bg));
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 6px 12px;
    margin: 0;
  }
  dt {
    color: var(--fg-faint);
    font-size: 11.5px;
  }
  dd {
    margin: 0;
    font-size: 14px;
  }
  small {
    color: var(--fg-faint);
    font-size: 11.5px;
  }
  .note {
    margin: 8px 0 0;
    color: var(--fg-faint);
    overflow-wrap: anywhere;
  }
  .note.warn {
    color: var(--warn);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 10px 0 0;
  }
  .filter {
    position: sticky;
    top: -12px;
    z-index: 1;
    padding: 4px 0;
    background: var(--bg-raised);
  }
  .filter input {
    width: 100%;
  }
  details {
    margin-top: 8px;
  }
  summary {
    padding: 4px 0;
    font-weight: 600;
    cursor: pointer;
  }
  .n {
    margin-left: 4px;
    color: var(--fg-faint);
    font-weight: 400;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding: 4px 0 6px 10px;
    border-left: 2px solid var(--line);
  }
  li p {
    margin: 0 0 2px;
    overflow-wrap: anywhere;
  }
  .at {
    color: var(--fg-faint);
  }
  .above {
    color: var(--fg-faint);
    font-size: 11.5px;
  }
  code {
    overflow-wrap: anywhere;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th, td {
    padding: 3px 0;
    font-weight: 400;
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th {
    width: 28%;
    padding-right: 10px;
    color: var(--fg-faint);
    white-space: nowrap;
  }
  .identity td {
    font-family: var(--mono);
    font-size: 12px;
  }
  .do {
    width: 22px;
  }
  .do button {
    min-height: 18px;
    padding: 0 4px;
    border: 0;
    color: var(--fg-faint);
  }
`;
