import {css} from 'lit';

/** How the view of the traces is laid out. */
export const styles = css`
  :host {
    display: block;
    height: 100%;
    overflow: auto;
    outline: none;
  }
  .top {
    position: sticky;
    top: 0;
    z-index: 4;
    padding: 10px 12px 8px;
    border-bottom: 1px solid var(--line);
    background: var(--bg);
  }
  .second {
    display: flex;
    align-items: start;
    gap: 8px;
    margin-top: 8px;
  }
  skein-quick-filters {
    flex: 1;
    min-width: 0;
  }
  .lamp {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--fg-faint);
  }
  .lamp.on {
    background: var(--ok);
  }
  #live {
    min-width: 78px;
  }
  skein-trace-scatter {
    margin-top: 4px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 36px;
    padding: 4px 12px 4px 14px;
    border-bottom: 1px solid var(--line);
  }
  .end {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
  }
  a.primary {
    border-color: var(--accent);
    color: var(--accent);
  }
  .message {
    padding: 24px 16px;
    text-align: center;
  }
  .message p {
    margin: 0 0 8px;
    overflow-wrap: anywhere;
  }
  .faint {
    color: var(--fg-faint);
  }
  @media (width < 640px) {
    .second {
      flex-wrap: wrap;
    }
    skein-quick-filters {
      flex-basis: 100%;
    }
  }
`;
