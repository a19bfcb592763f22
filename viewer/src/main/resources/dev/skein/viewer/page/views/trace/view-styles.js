import {css} from 'lit';

export const viewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 420px;
    overflow: hidden;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 18px;
    padding: 0 12px 8px;
  }
  skein-trace-toolbar, skein-trace-hints {
    max-width: 100%;
  }
  .body {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .stacked {
    flex-direction: column;
  }
  skein-trace-waterfall {
    flex: 1;
    min-width: 0;
  }
  skein-split-handle, skein-span-details {
    flex: none;
  }
  skein-trace-missing {
    overflow: auto;
  }
  .failure {
    padding: 48px 16px;
    text-align: center;
    overflow-wrap: anywhere;
  }
`;
