// What the answer of GET /api/traces/{id} means for drawing it. Nothing here knows the DOM.

import {findSpans} from './find-spans.js';

/**
 * One trace as the views of it read it; immutable.
 *
 * Spans are numbers here: their index in the answer's tree order, where a span's subtree is the
 * range of indexes up to its `endOf`.
 */
export class TraceModel {
  #critical;
  #cache = new Map();

  constructor(trace) {
    this.trace = trace;
    this.spans = trace.spans;
    /** One after the last index of each span's subtree. */
    this.ends = endsOf(this.spans);
    this.errors = indexes(this.spans, ({status}) => status === 'ERROR');
    this.maxDepth = this.spans.reduce((deepest, {depth}) => Math.max(deepest, depth), 0);
    this.criticalPath = trace.criticalPath ?? [];
    this.#critical = segmentsOf(this.criticalPath, this.size);
    this.hints = trace.hints ?? [];
    /** What the whole trace covers, in nanoseconds relative to its start. */
    this.bounds = boundsOf(this.spans);
    /** From its first start to its last end, after clocks were corrected; never 0. */
    this.durationNanos = this.bounds[1] - this.bounds[0];
  }

  get size() {
    return this.spans.length;
  }

  isParent(index) {
    return this.ends[index] > index + 1;
  }

  descendants(index) {
    return this.ends[index] - index - 1;
  }

  children(index) {
    const found = [];
    for (let at = index + 1; at < this.ends[index]; at = this.ends[at]) {
      found.push(at);
    }
    return found;
  }

  resource(index) {
    return this.trace.resources?.[this.spans[index].resource] ?? {};
  }

  end(index) {
    return this.spans[index].offsetNanos + this.spans[index].durationNanos;
  }

  /** The spans above one, the root first. */
  ancestors(index) {
    const found = [];
    for (let at = this.spans[index].parent; at >= 0; at = this.spans[at].parent) {
      found.unshift(at);
    }
    return found;
  }

  /** Where the critical path runs through a span, or through its subtree: `[[from, to]…]`. */
  critical(index, withDescendants = false) {
    if (!withDescendants) {
      const {starts, order} = this.#critical;
      return Array.from(order.subarray(starts[index], starts[index + 1]), (at) => {
        const {fromNanos, toNanos} = this.criticalPath[at];
        return [fromNanos, toNanos];
      });
    }
    return this.#cached(`critical ${index}`, () => joined(this.criticalPath
      .filter(({span}) => span >= index && span < this.ends[index])
      .map(({fromNanos, toNanos}) => [fromNanos, toNanos])));
  }

  /** When a span ran and none of its children did: `[[from, to]…]`. */
  self(index) {
    return this.#cached(`self ${index}`, () => {
      const {offsetNanos} = this.spans[index];
      const end = this.end(index);
      const covered = joined(this.children(index)
        .map((child) => [Math.max(this.spans[child].offsetNanos, offsetNanos), Math.min(this.end(child), end)])
        .filter(([from, to]) => to > from));
      const parts = [];
      let at = offsetNanos;
      for (const [from, to] of covered) {
        if (from > at) {
          parts.push([at, from]);
        }
        at = to;
      }
      if (end > at) {
        parts.push([at, end]);
      }
      return parts;
    });
  }

  /** How much of the critical path each service has: `Map(service → nanoseconds)`. */
  #criticalByService() {
    return this.#cached('services', () => {
      const sums = new Map();
      for (const {span, fromNanos, toNanos} of this.criticalPath) {
        const {service} = this.spans[span];
        sums.set(service, (sums.get(service) ?? 0) + toNanos - fromNanos);
      }
      return sums;
    });
  }

  /**
   * A service's share of the critical path, from 0 to 1. The path may have gaps, in which nothing
   * ran: they are nobody's.
   */
  criticalShare(service) {
    const whole = this.#cached('critical', () => [...this.#criticalByService().values()].reduce((sum, one) => sum + one, 0));
    return (this.#criticalByService().get(service) ?? 0) / (whole || 1);
  }

  /** The spans that have a text in what they say, in tree order; see find-spans.js. */
  find(text) {
    return findSpans(this, text);
  }

  #cached(key, compute) {
    if (!this.#cache.has(key)) {
      this.#cache.set(key, compute());
    }
    return this.#cache.get(key);
  }
}

function endsOf(spans) {
  const ends = new Int32Array(spans.length);
  for (let i = spans.length - 1; i >= 0; i--) {
    ends[i] = Math.max(ends[i], i + 1);
    const {parent} = spans[i];
    if (parent >= 0) {
      ends[parent] = Math.max(ends[parent], ends[i]);
    }
  }
  return ends;
}

function boundsOf(spans) {
  let from = Infinity;
  let to = -Infinity;
  for (const span of spans) {
    from = Math.min(from, span.offsetNanos);
    to = Math.max(to, span.offsetNanos + span.durationNanos);
  }
  // a trace of no duration has room to be drawn in
  return [from, Math.max(to, from + 1)];
}

/** Which segments are a span's: those of `order` from its `starts` to the next one's. */
function segmentsOf(criticalPath, size) {
  const starts = new Int32Array(size + 1);
  criticalPath.forEach(({span}) => starts[span + 1]++);
  for (let index = 0; index < size; index++) {
    starts[index + 1] += starts[index];
  }
  const next = starts.slice();
  const order = new Int32Array(criticalPath.length);
  criticalPath.forEach(({span}, at) => (order[next[span]++] = at));
  return {starts, order};
}

/** Intervals in the order of their starts, those that touch as one. */
function joined(intervals) {
  const result = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      result.push([from, to]);
    }
  }
  return result;
}

function indexes(spans, test) {
  const found = [];
  spans.forEach((span, index) => {
    if (test(span)) {
      found.push(index);
    }
  });
  return found;
}
