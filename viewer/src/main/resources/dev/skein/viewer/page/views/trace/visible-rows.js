// Which spans have a row, given what is collapsed and which subtree is shown alone.

/** The rows of a waterfall; immutable. */
export class VisibleRows {
  #positions;

  /**
   * @param model a TraceModel
   * @param collapsed {Set<number>} spans whose descendants are not shown
   * @param focus {number} the span whose subtree is shown alone, or -1
   */
  constructor(model, collapsed, focus = -1) {
    this.model = model;
    this.collapsed = collapsed;
    this.focus = focus;
    this.first = focus < 0 ? 0 : focus;
    this.end = focus < 0 ? model.size : model.ends[focus];
    /** The spans by row. */
    this.spans = [];
    this.#positions = new Int32Array(this.end - this.first).fill(-1);
    for (let index = this.first; index < this.end;) {
      this.#positions[index - this.first] = this.spans.length;
      this.spans.push(index);
      index = collapsed.has(index) ? model.ends[index] : index + 1;
    }
  }

  get size() {
    return this.spans.length;
  }

  /** The row of a span, or -1 if it has none. */
  rowOf(index) {
    return this.#positions[index - this.first] ?? -1;
  }

  /** The row of a span, or of the collapsed one that hides it; -1 if it is outside of the focus. */
  rowShowing(index) {
    if (index < this.first || index >= this.end) {
      return -1;
    }
    let at = index - this.first;
    while (this.#positions[at] < 0) {
      at--;
    }
    return this.#positions[at];
  }

  depth(index) {
    return this.model.spans[index].depth - (this.focus < 0 ? 0 : this.model.spans[this.focus].depth);
  }
}

/** With the subtree of a span collapsed, or shown again. */
export function toggled(collapsed, index) {
  const result = new Set(collapsed);
  if (!result.delete(index)) {
    result.add(index);
  }
  return result;
}

/** With a span and everything below it opened, or everything below it closed as well. */
export function withSubtree(model, collapsed, index, open) {
  const result = new Set(collapsed);
  for (let at = index; at < model.ends[index]; at++) {
    if (open) {
      result.delete(at);
    } else if (model.isParent(at)) {
      result.add(at);
    }
  }
  return result;
}

/** With everything that hides a span opened. */
export function revealed(model, collapsed, index) {
  const hiding = model.ancestors(index).filter((ancestor) => collapsed.has(ancestor));
  if (hiding.length === 0) {
    return collapsed;
  }
  const result = new Set(collapsed);
  hiding.forEach((ancestor) => result.delete(ancestor));
  return result;
}

/** With the deepest level that is shown collapsed into the one above it. */
export function oneLevelLess(rows) {
  const {model, collapsed} = rows;
  const open = rows.spans.filter((index) => model.isParent(index) && !collapsed.has(index));
  const deepest = open.reduce((depth, index) => Math.max(depth, rows.depth(index)), -1);
  return new Set([...collapsed, ...open.filter((index) => rows.depth(index) === deepest)]);
}

/** With the uppermost level that is collapsed opened. */
export function oneLevelMore(rows) {
  const closed = rows.spans.filter((index) => rows.collapsed.has(index));
  const uppermost = closed.reduce((depth, index) => Math.min(depth, rows.depth(index)), Infinity);
  const result = new Set(rows.collapsed);
  closed.filter((index) => rows.depth(index) === uppermost).forEach((index) => result.delete(index));
  return result;
}

/** With everything collapsed but the tops. */
export function allClosed(model) {
  const result = new Set();
  for (let index = 0; index < model.size; index++) {
    if (model.isParent(index)) {
      result.add(index);
    }
  }
  return result;
}
