import {css} from 'lit';

/** On a phone a row has two lines: what it is above when it was. */
export const narrowStyles = css`
  :host([narrow]) .head {
    grid-template-columns: 1fr;
  }
  :host([narrow]) .tree-head {
    display: none;
  }
  :host([narrow]) .row {
    grid-template: 24px 1fr / 1fr;
    border-bottom: 1px solid color-mix(in srgb, var(--line) 60%, transparent);
  }
  :host([narrow]) :is(.bar, .self, .fault) {
    top: 0;
    height: 11px;
  }
  :host([narrow]) .critical {
    top: 11px;
  }
  :host([narrow]) .event {
    top: -2px;
    height: 15px;
  }
  .narrow-duration {
    flex: none;
    margin-left: 8px;
    color: var(--fg-faint);
    font-size: 11.5px;
  }
`;
