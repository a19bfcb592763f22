import {href} from '../../router.js';
import {isWhole, within} from './time-scale.js';

/**
 * What an address says about what is shown of a trace: `span` is selected, `find` is searched for,
 * the subtree of `focus` is shown alone, and the time from `from` to `to`, in nanoseconds.
 */
export function readAddress(query, model) {
  const [from, to] = [query.get('from'), query.get('to')].map((text) => (text ? Number(text) : NaN));
  return {
    span: model.indexOf(query.get('span') ?? ''),
    find: query.get('find') ?? '',
    focus: model.indexOf(query.get('focus') ?? ''),
    range: from < to ? within([from, to], model.bounds) : model.bounds,
  };
}

/** The address of what a TraceState shows. */
export function addressOf({model, selected, text, rows, range}) {
  const whole = isWhole(range, model.bounds);
  return href(`/trace/${model.trace.traceId}`, {
    span: model.spans[selected]?.spanId,
    find: text.trim(),
    focus: model.spans[rows.focus]?.spanId,
    from: whole ? null : Math.floor(range[0]),
    to: whole ? null : Math.ceil(range[1]),
  });
}
