import {around, isWhole, within, zoomed} from './time-scale.js';
import {VisibleRows, allClosed, oneLevelLess, oneLevelMore, revealed, toggled, withSubtree} from './visible-rows.js';

/** A trace of more spans is searched when typing pauses. */
const SEARCH_AT_ONCE = 5000;
const SEARCH_MILLIS = 150;

/**
 * What is shown of a trace, and what a person can do about it. Each change is told: `changed()`, and
 * `reveal(span)` if a span's row has to be scrolled to. Commands return false when there was nothing
 * for them to do.
 */
export class TraceState {
  #changed;
  #reveal;
  #searchTimer;

  constructor(model, {changed, reveal}) {
    this.#changed = changed;
    this.#reveal = reveal;
    this.model = model;
    this.rows = new VisibleRows(model, new Set());
    this.range = model.bounds;
    /** The span that the keys move from, or -1. */
    this.selected = -1;
    /** Whether its details are shown. */
    this.opened = false;
    this.text = '';
    this.matches = [];
    this.matchSet = null;
    this.hint = -1;
    this.hinted = null;
  }

  /** Takes more of the same trace; what was selected, collapsed and zoomed stays. */
  replace(model) {
    const {model: before, rows} = this;
    const places = new Map(model.spans.map((span, index) => [identity(span), index]));
    const place = (index) => (index < 0 ? -1 : places.get(identity(before.spans[index])) ?? -1);
    this.model = model;
    this.selected = place(this.selected);
    this.opened &&= this.selected >= 0;
    this.rows = new VisibleRows(model, new Set([...rows.collapsed].map(place).filter((i) => i >= 0)), place(rows.focus));
    this.range = isWhole(this.range, before.bounds) ? model.bounds : within(this.range, model.bounds);
    this.#search();
    this.chooseHint(-1);
  }

  /** Takes what an address says; see trace-address.js. */
  restore({span, find, focus, range}) {
    this.#setRows(this.rows.collapsed, focus);
    this.range = range;
    this.text = find;
    this.#search();
    if (span !== this.selected) {
      this.opened = span >= 0;
      this.select(span);
    }
    this.#changed();
  }

  close() {
    clearTimeout(this.#searchTimer);
  }

  // Selection

  select(index) {
    this.selected = index;
    if (index >= 0) {
      const inFocus = index >= this.rows.first && index < this.rows.end;
      this.#setRows(revealed(this.model, this.rows.collapsed, index), inFocus ? this.rows.focus : -1);
      this.#reveal(index);
    }
    this.#changed();
  }

  open(index) {
    this.opened = true;
    this.select(index);
  }

  step(by) {
    const at = this.selected < 0 ? -1 : this.rows.rowShowing(this.selected);
    const row = Math.min(Math.max(at + by, 0), this.rows.size - 1);
    this.select(this.rows.spans[row]);
  }

  toggleDetails() {
    if (this.selected < 0) {
      return false;
    }
    this.opened = !this.opened;
    return this.#changed();
  }

  /** Undoes one thing that is shown beside the trace. */
  escape() {
    if (this.opened) {
      this.opened = false;
    } else if (this.text) {
      this.find('');
    } else if (this.hint >= 0) {
      this.chooseHint(-1);
    } else if (this.rows.focus >= 0) {
      this.toggleFocus();
    } else {
      return false;
    }
    return this.#changed();
  }

  nextError(direction) {
    return this.#jump(this.model.errors, direction);
  }

  /** Goes to the next of some spans after the selected one, and around. */
  #jump(spans, direction) {
    if (spans.length === 0) {
      return false;
    }
    const next = direction > 0
      ? spans.find((index) => index > this.selected) ?? spans[0]
      : spans.findLast((index) => index < this.selected) ?? spans.at(-1);
    return this.select(next);
  }

  // Search inside the trace

  find(text) {
    this.text = text;
    clearTimeout(this.#searchTimer);
    if (this.model.size <= SEARCH_AT_ONCE) {
      this.#search();
    } else {
      this.#searchTimer = setTimeout(() => this.#search(), SEARCH_MILLIS);
    }
    this.#changed();
  }

  #search() {
    this.matches = this.text.trim() ? this.model.find(this.text) : [];
    this.matchSet = this.matches.length > 0 ? new Set(this.matches) : null;
    this.#changed();
  }

  nextMatch(direction) {
    return this.#jump(this.matches, direction);
  }

  // Rows

  #setRows(collapsed, focus = this.rows.focus) {
    if (collapsed !== this.rows.collapsed || focus !== this.rows.focus) {
      this.rows = new VisibleRows(this.model, collapsed, focus);
      this.#changed();
    }
  }

  fold({span, subtree}) {
    const {collapsed} = this.rows;
    this.#setRows(subtree
      ? withSubtree(this.model, collapsed, span, collapsed.has(span))
      : toggled(collapsed, span));
    this.#followFolded();
  }

  levels(what) {
    const {rows, model} = this;
    const change = {
      less: () => oneLevelLess(rows),
      more: () => oneLevelMore(rows),
      all: () => allClosed(model),
      none: () => new Set(),
    };
    this.#setRows(change[what]());
    this.#followFolded();
  }

  /** A selected row that was folded away is where it went. */
  #followFolded() {
    const row = this.selected < 0 ? -1 : this.rows.rowShowing(this.selected);
    if (row >= 0 && this.rows.spans[row] !== this.selected) {
      this.select(this.rows.spans[row]);
    }
  }

  collapseOrUp() {
    const {selected, model, rows} = this;
    if (selected < 0) {
      return false;
    }
    if (model.isParent(selected) && !rows.collapsed.has(selected)) {
      return this.fold({span: selected});
    }
    return selected !== rows.focus && model.spans[selected].parent >= 0 && this.select(model.spans[selected].parent);
  }

  expandOrDown() {
    const {selected, model, rows} = this;
    if (selected < 0) {
      return false;
    }
    if (rows.collapsed.has(selected)) {
      return this.fold({span: selected});
    }
    return model.isParent(selected) && this.select(selected + 1);
  }

  toggleSubtree() {
    return this.selected >= 0 && this.model.isParent(this.selected) && this.fold({span: this.selected, subtree: true});
  }

  /** Shows the subtree of the selected span alone, or everything again. */
  toggleFocus() {
    const {rows, selected} = this;
    if (rows.focus < 0 && selected < 0) {
      return false;
    }
    this.#setRows(rows.collapsed, rows.focus < 0 ? selected : -1);
    if (selected >= 0) {
      this.#reveal(selected);
    }
    return this.#changed();
  }

  /** Marks the spans of a hint and opens what hides them; -1 for none. */
  chooseHint(number) {
    const spans = this.model.hints[number]?.spans ?? [];
    this.hint = number;
    this.hinted = new Set(spans);
    if (spans.length > 0) {
      const collapsed = spans.reduce((result, span) => revealed(this.model, result, span), this.rows.collapsed);
      const inFocus = spans.every((span) => span >= this.rows.first && span < this.rows.end);
      this.#setRows(collapsed, inFocus ? this.rows.focus : -1);
      this.#reveal(spans[0]);
    }
    this.#changed();
  }

  // Time

  show(range) {
    this.range = range;
    this.#changed();
  }

  zoom(factor) {
    const {selected, range, model} = this;
    const middle = (range[0] + range[1]) / 2;
    const at = selected < 0 ? middle : (model.spans[selected].offsetNanos + model.end(selected)) / 2;
    this.show(zoomed(range, at >= range[0] && at <= range[1] ? at : middle, factor, model.bounds));
  }

  zoomOut() {
    this.show(this.model.bounds);
  }

  zoomTo(index = this.selected) {
    if (index < 0) {
      return false;
    }
    return this.show(around([this.model.spans[index].offsetNanos, this.model.end(index)], this.model.bounds));
  }
}

/** Zipkin's two sides of a call share an id. */
function identity({spanId, kind}) {
  return `${kind} ${spanId}`;
}
