import {css, html} from 'lit';
import {serviceColor} from './color.js';
import {setStyle} from './set-style.js';

/** A small square in a service's colour. */
export function serviceDot(name) {
  return html`<i class="dot" style=${setStyle({background: serviceColor(name)})}></i>`;
}

export const dotStyles = css`
  .dot {
    display: inline-block;
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 2px;
  }
`;
