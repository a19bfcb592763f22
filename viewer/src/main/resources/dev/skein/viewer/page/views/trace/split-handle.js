import {LitElement, css, html} from 'lit';
import {base} from '../../styles.js';
import {followPointer} from './pointer-drag.js';

const STEP = 16;

/**
 * The edge between two parts of the page, to be dragged or moved by the arrow keys. `size` is the
 * size of the part before it (or after it, with `after`) in pixels; each change is a `resize` event
 * whose detail is the size asked for.
 */
class SkeinSplitHandle extends LitElement {
  static properties = {
    size: {type: Number},
    min: {type: Number},
    max: {type: Number},
    label: {},
    horizontal: {type: Boolean, reflect: true},
    after: {type: Boolean},
  };

  #ask(size) {
    const detail = Math.round(Math.min(Math.max(size, this.min), this.max));
    this.dispatchEvent(new CustomEvent('resize', {detail}));
  }

  #onPointerDown(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const {size} = this;
    const sign = this.after ? -1 : 1;
    followPointer(event, {
      move: ({dx, dy}) => this.#ask(size + sign * (this.horizontal ? dy : dx)),
    });
  }

  #onKeyDown(event) {
    const steps = this.horizontal ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const direction = steps.indexOf(event.key) * 2 - 1;
    if (Math.abs(direction) === 1 && steps.includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      this.#ask(this.size + direction * STEP * (this.after ? -1 : 1));
    }
  }

  render() {
    return html`
      <div role="separator" tabindex="0" aria-label=${this.label}
        aria-orientation=${this.horizontal ? 'horizontal' : 'vertical'}
        aria-valuenow=${this.size} aria-valuemin=${this.min} aria-valuemax=${this.max}
        @pointerdown=${this.#onPointerDown} @keydown=${this.#onKeyDown}></div>`;
  }

  static styles = [base, css`
    :host {
      position: relative;
      z-index: 3;
      display: block;
      width: 1px;
      background: var(--line);
    }
    :host([horizontal]) {
      width: auto;
      height: 1px;
    }
    div {
      position: absolute;
      inset: 0 -4px;
      cursor: col-resize;
      touch-action: none;
    }
    :host([horizontal]) div {
      inset: -6px 0;
      cursor: row-resize;
    }
    div:hover, div:active, div:focus-visible {
      outline: none;
      background: linear-gradient(90deg, transparent 3px, var(--accent) 3px 6px, transparent 6px);
    }
    :host([horizontal]) div:is(:hover, :active, :focus-visible) {
      background: linear-gradient(transparent 5px, var(--accent) 5px 8px, transparent 8px);
    }
  `];
}

customElements.define('skein-split-handle', SkeinSplitHandle);
