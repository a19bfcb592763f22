import {render} from 'lit';
import {serviceColor} from '../../color.js';
import {rowCells} from './trace-row.js';

/**
 * The elements of the rows that can be seen. There are as many as fit: one that scrolls out at one
 * end is used again at the other, so that scrolling makes no elements, and what stays is not touched.
 * In the document they are in the order in which they are read.
 */
export class RowPool {
  #parent;
  #rows = [];
  #first = 0;

  /** `parent` has no children of anybody else. */
  constructor(parent) {
    this.#parent = parent;
  }

  /**
   * Shows the rows from `first` to `end`.
   *
   * @param look what all rows share, an object that is a new one whenever any of it changes; see
   *     trace-row.js
   */
  show(first, end, look) {
    this.#turn(first - this.#first);
    this.#first = first;
    while (this.#rows.length > end - first) {
      this.#rows.pop().element.remove();
    }
    while (this.#rows.length < end - first) {
      const row = new Row();
      this.#rows.push(row);
      this.#parent.append(row.element);
    }
    this.#rows.forEach((row, i) => row.show(first + i, look));
  }

  /** Takes so many rows from the top to the bottom, or from the bottom to the top. */
  #turn(by) {
    const rows = this.#rows;
    if (by === 0 || Math.abs(by) >= rows.length) {
      return;
    }
    if (by > 0) {
      const above = rows.splice(0, by);
      rows.push(...above);
      this.#parent.append(...above.map(({element}) => element));
    } else {
      const below = rows.splice(by);
      rows.unshift(...below);
      this.#parent.prepend(...below.map(({element}) => element));
    }
  }
}

/** One element, which shows the row of one span after the other. */
class Row {
  element = document.createElement('div');
  #attributes = new Map();
  #position = -1;
  #look = null;

  constructor() {
    this.element.setAttribute('role', 'row');
  }

  show(position, look) {
    if (position === this.#position && look === this.#look) {
      return;
    }
    this.#position = position;
    this.#look = look;
    const index = look.rows.spans[position];
    const {style} = this.element;
    style.transform = `translateY(${position * look.rowPixels}px)`;
    style.setProperty('--service', serviceColor(look.model.spans[index].service));
    for (const [name, value] of Object.entries(attributes(index, position, look))) {
      this.#set(name, value);
    }
    render(rowCells(index, look), this.element);
  }

  #set(name, value) {
    if (this.#attributes.get(name) === value) {
      return;
    }
    this.#attributes.set(name, value);
    if (value === null) {
      this.element.removeAttribute(name);
    } else {
      this.element.setAttribute(name, value);
    }
  }
}

function attributes(index, position, {model, rows, selected, found, hinted}) {
  const failed = model.spans[index].status === 'ERROR' ? ' failed' : '';
  const chosen = index === selected ? ' selected' : '';
  const match = found?.has(index) ? ' match' : '';
  const hint = hinted?.has(index) ? ' hinted' : '';
  return {
    class: `row${failed}${chosen}${match}${hint}`,
    id: `row-${index}`,
    'data-span': String(index),
    'aria-level': String(rows.depth(index) + 1),
    // the head is the first
    'aria-rowindex': String(position + 2),
    'aria-selected': String(index === selected),
    'aria-expanded': model.isParent(index) ? String(!rows.collapsed.has(index)) : null,
  };
}
