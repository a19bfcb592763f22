import {css} from 'lit';

export const waterfallStyles = css`
  :host {
    position: relative;
    display: block;
    min-height: 0;
    --critical: var(--fg);
  }
  .grid {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .grid:focus-visible {
    outline-offset: -2px;
  }
  .head {
    display: grid;
    grid-template-columns: var(--tree) 1fr;
    flex: none;
    height: 26px;
    border-bottom: 1px solid var(--line);
    color: var(--fg-faint);
    font-size: 11.5px;
    user-select: none;
  }
  .tree-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0 4px 0 12px;
    overflow: hidden;
  }
  .levels {
    display: flex;
  }
  .level {
    justify-content: center;
    width: 20px;
    min-height: 20px;
    padding: 0;
    color: var(--fg-faint);
    font-size: 14px;
    line-height: 1;
  }
  .ruler {
    position: relative;
    cursor: crosshair;
    touch-action: none;
    border-left: 1px solid var(--line);
  }
  .track {
    position: absolute;
    inset: 0 auto 0 8px;
    width: var(--track);
  }
  .tick {
    position: absolute;
    bottom: 3px;
    padding-left: 4px;
    white-space: nowrap;
  }
  .tick::before {
    content: "";
    position: absolute;
    left: 0;
    bottom: -3px;
    height: 7px;
    border-left: 1px solid var(--line);
  }
  .tick.last {
    translate: -100%;
    padding: 0 4px 0 0;
  }
  .tick.last::before {
    left: auto;
    right: 0;
  }
  .body {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline: none;
  }
  .lines {
    position: absolute;
    inset: 0 auto 0 calc(var(--tree) + 8px);
    width: var(--track);
    pointer-events: none;
  }
  .lines i {
    position: absolute;
    inset: 0 auto;
    border-left: 1px solid var(--line);
    opacity: 0.7;
  }
  .over {
    z-index: 2;
  }
  .pointer {
    position: absolute;
    inset: 0 auto;
    border-left: 1px solid var(--accent);
    opacity: 0.75;
  }
  em {
    font-style: normal;
  }
  .pointer em {
    position: absolute;
    bottom: 2px;
    left: 0;
    padding: 0 5px;
    border-radius: 3px;
    background: var(--accent);
    color: var(--on-accent);
    white-space: nowrap;
  }
  .pointer.last em {
    left: auto;
    right: 0;
  }
  .brush {
    position: absolute;
    inset: 0 auto;
    display: grid;
    justify-items: center;
    align-items: start;
    border: solid var(--accent);
    border-width: 0 1px;
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
  .brush em {
    margin-top: 4px;
    padding: 0 6px;
    border-radius: 3px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 11.5px;
    white-space: nowrap;
  }
  .split {
    position: absolute;
    top: 0;
    bottom: 0;
  }
  .sizer {
    position: relative;
    overflow: clip;
    contain: strict;
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    display: grid;
    grid-template-columns: var(--tree) 1fr;
    height: var(--row);
    contain: strict;
    cursor: default;
  }
  .row:hover {
    background: color-mix(in srgb, var(--fg) 5%, transparent);
  }
  .row.hinted {
    --row-bg: color-mix(in srgb, var(--warn) 13%, var(--bg));
    background: color-mix(in srgb, var(--warn) 13%, transparent);
    box-shadow: inset 3px 0 var(--warn);
  }
  .row.match {
    --row-bg: color-mix(in srgb, #f2c200 17%, var(--bg));
    background: color-mix(in srgb, #f2c200 17%, transparent);
    box-shadow: inset 3px 0 #e0b000;
  }
  .row.match .name {
    text-decoration: underline 2px #e0b000;
    text-underline-offset: 3px;
  }
  .row.selected {
    --row-bg: var(--bg-selected);
    background: color-mix(in srgb, var(--bg-selected) 88%, transparent);
    box-shadow: inset 3px 0 var(--accent);
  }
  .tree {
    display: flex;
    align-items: center;
    min-width: 0;
    padding: 0 8px 0 6px;
    overflow: hidden;
  }
  .indent {
    flex: none;
    align-self: stretch;
  }
  .fold, .leaf {
    flex: none;
    width: 18px;
  }
  .fold {
    display: grid;
    place-items: center;
    align-self: stretch;
    min-height: 0;
    padding: 0;
    border: 0;
    background: none !important;
    color: var(--fg-faint);
  }
  .fold:hover {
    color: var(--fg);
  }
  svg {
    flex: none;
    width: 12px;
    height: 12px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .row[aria-expanded="false"] .fold svg {
    rotate: -90deg;
  }
  .mark {
    flex: none;
    width: 4px;
    height: 14px;
    margin-right: 6px;
    border-radius: 2px;
    background: var(--service);
  }
  .kind {
    margin-right: 6px;
    color: var(--fg-faint);
  }
  .names {
    display: flex;
    flex: 1;
    gap: 8px;
    align-items: baseline;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    unicode-bidi: isolate;
  }
  .name, .service {
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
    white-space: nowrap;
  }
  .name {
    flex: 0 1 auto;
  }
  .service {
    flex: 0 9 auto;
    color: var(--fg-faint);
    font-size: 11.5px;
  }
  .failed .name {
    color: var(--error);
  }
  .count {
    flex: none;
    min-width: 18px;
    margin-left: 6px;
    padding: 0 5px;
    border-radius: 8px;
    color: var(--fg-faint);
    font-size: 11px;
    line-height: 16px;
    text-align: center;
  }
  .row[aria-expanded="false"] .count {
    background: var(--fg-faint);
    color: var(--bg);
  }
  .flag {
    margin-left: 5px;
    color: var(--fg-faint);
  }
  .flag.error {
    color: var(--error);
  }
  .flag.warn {
    color: var(--warn);
  }
  .gone {
    stroke-width: 2;
  }
  .time {
    position: relative;
    overflow: clip;
  }
  .bar, .self, .fault, .critical, .event {
    position: absolute;
    min-width: 2px;
  }
  .bar, .self, .fault {
    top: 5px;
    height: 14px;
    border-radius: 2px;
  }
  .bar {
    background: color-mix(in srgb, var(--service) 34%, var(--bg));
  }
  .self {
    background: var(--service);
  }
  .fault {
    border: 1.5px solid var(--error);
  }
  .critical {
    top: 19px;
    height: 3px;
    background: var(--critical);
  }
  .event {
    top: 2px;
    width: 2px;
    min-width: 0;
    height: 20px;
    margin-left: -1px;
    border-radius: 1px;
    background: var(--fg);
    box-shadow: 0 0 0 1px var(--bg);
  }
  .event.exception {
    background: var(--error);
  }
  .thread {
    position: absolute;
    inset: 0 0 auto var(--tree);
    width: 1px;
    height: 1px;
    overflow: visible;
    pointer-events: none;
    stroke: var(--critical);
    stroke-width: 1;
    stroke-linecap: butt;
    opacity: 0.55;
  }
  .label {
    position: absolute;
    top: 4px;
    margin: 0 3px;
    padding: 0 3px;
    background: var(--row-bg, var(--bg));
    color: var(--fg);
    font-size: 11.5px;
    line-height: 16px;
    white-space: nowrap;
    pointer-events: none;
  }
  .own {
    margin-left: 5px;
    color: var(--fg-faint);
  }
  .label.inside {
    top: 6px;
    margin-right: 4px;
    padding: 0 5px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--bg) 86%, transparent);
    font-size: 11px;
    line-height: 12px;
  }
  .outside {
    position: absolute;
    top: 3px;
    color: var(--fg-faint);
  }
  .outside.before {
    left: 0;
  }
  .outside.after {
    right: 0;
  }
`;
