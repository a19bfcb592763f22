import {href} from '../../router.js';
import {isWhole, within} from './time-scale.js';

/**
 * What an address says about what is shown of a trace: `span` is selected, `find` is searched for,
 * the subtree of `focus` is shown alone, and the time from `from` to `to`, in nanoseconds. A span is
 * said by its id; of several with one, as Zipkin's two sides of a call, those after the first also
 * by their number: "00f067aa0ba902b7.2".
 */
export function readAddress(query, model) {
  const [from, to] = [query.get('from'), query.get('to')].map((text) => (text ? Number(text) : NaN));
  return {
    span: indexOf(query.get('span'), model),
    find: query.get('find') ?? '',
    focus: indexOf(query.get('focus'), model),
    range: from < to ? within([from, to], model.bounds) : model.bounds,
  };
}

/** The address of what a TraceState shows. */
export function addressOf({model, selected, text, rows, range}) {
  const whole = isWhole(range, model.bounds);
  return href(`/trace/${model.trace.traceId}`, {
    span: nameOf(selected, model),
    find: text.trim(),
    focus: nameOf(rows.focus, model),
    from: whole ? null : Math.floor(range[0]),
    to: whole ? null : Math.ceil(range[1]),
  });
}

function indexOf(name, model) {
  const [id, number = '1'] = (name ?? '').split('.');
  let left = Number(number);
  return model.spans.findIndex(({spanId}) => spanId === id && --left === 0);
}

function nameOf(index, {spans}) {
  if (!spans[index]) {
    return undefined;
  }
  const {spanId} = spans[index];
  let number = 1;
  for (let i = 0; i < index; i++) {
    number += spans[i].spanId === spanId ? 1 : 0;
  }
  return number > 1 ? `${spanId}.${number}` : spanId;
}
