import {noChange} from 'lit';
import {Directive, directive} from 'lit/directive.js';

/**
 * Sets an element's style by properties: `style=${setStyle({left: '12%', '--tint': color})}`.
 *
 * Lit's own styleMap first writes the attribute, which the page's Content-Security-Policy forbids.
 * A property that is null or undefined is removed; one that is the same as before is not touched.
 */
class SetStyle extends Directive {
  #values = new Map();

  update(part, [properties]) {
    const {style} = part.element;
    for (const name of this.#values.keys()) {
      if (properties[name] == null) {
        style.removeProperty(name);
        this.#values.delete(name);
      }
    }
    for (const [name, value] of Object.entries(properties)) {
      if (value != null && this.#values.get(name) !== value) {
        this.#values.set(name, value);
        style.setProperty(name, value);
      }
    }
    return noChange;
  }

  render() {
    return noChange;
  }
}

export const setStyle = directive(SetStyle);
