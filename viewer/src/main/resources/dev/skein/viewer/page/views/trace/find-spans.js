// Search inside a trace.

/**
 * The indexes of the spans that say a text, in any case, in tree order: in the name, service, kind,
 * status message or id, in the key or value of an attribute of its own, its events or its links, or
 * in an event's name. With an equals sign in the text, `key=value` is read as one.
 *
 * @param model a TraceModel
 * @returns {number[]}
 */
export function findSpans(model, text) {
  const wanted = text.trim();
  if (wanted === '') {
    return [];
  }
  // tests without making a lower-case copy of everything in the trace
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu');
  const withKeys = wanted.includes('=');
  const found = [];
  model.spans.forEach((span, index) => {
    if (says(span, pattern, withKeys)) {
      found.push(index);
    }
  });
  return found;
}

function says(span, pattern, withKeys) {
  return pattern.test(span.name)
    || pattern.test(span.service)
    || pattern.test(span.spanId)
    || pattern.test(span.kind)
    || pattern.test(span.statusMessage ?? '')
    || inAttributes(span.attributes, pattern, withKeys)
    || (span.events ?? []).some(({name, attributes}) =>
      pattern.test(name) || inAttributes(attributes, pattern, withKeys))
    || (span.links ?? []).some(({traceId, attributes}) =>
      pattern.test(traceId) || inAttributes(attributes, pattern, withKeys));
}

function inAttributes(attributes, pattern, withKeys) {
  for (const key in attributes) {
    const value = textOf(attributes[key]);
    if (pattern.test(key) || pattern.test(value) || (withKeys && pattern.test(`${key}=${value}`))) {
      return true;
    }
  }
  return false;
}

/** An attribute's value as a person reads it: strings as they are, all else as JSON. */
export function textOf(value) {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}
