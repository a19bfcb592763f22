// Searches as the search box has them, and the addresses of their results.

import {href} from './router.js';

function inQuotes(text) {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A value for the search text, in quotes if it needs them: blanks are all up to U+0020. */
export function quoted(value) {
  return /^[^\s\0-\x20"\\]+$/.test(value) ? value : inQuotes(value);
}

/** Search text for spans with this attribute. */
export function attributeText(name, value) {
  return `${/[:=<>]/.test(name) ? inQuotes(name) : quoted(name)}=${quoted(value)}`;
}

/** A duration as the search reads it, exactly: 1500000 → "1500us", 1500 → "1500ns". */
function searchDuration(nanos) {
  const whole = Math.round(nanos);
  for (const [size, unit] of [[1e9, 's'], [1e6, 'ms'], [1e3, 'us']]) {
    if (whole !== 0 && whole % size === 0) {
      return `${whole / size}${unit}`;
    }
  }
  return `${whole}ns`;
}

/** Longer names are searched for by their beginning, so that addresses stay short enough. */
const LONG = 300;

function operationText(name) {
  return name.length > LONG ? inQuotes(name.slice(0, LONG)) : `operation:${quoted(name)}`;
}

/**
 * Search text for spans of a service (called by another one), of a name, with a status, of a
 * duration, with attributes (an object); all of it optional. A text that is empty cannot be searched for, and is left out.
 */
export function searchText({service, caller, operation, status, minNanos, maxNanos, attributes = {}}) {
  return [
    service && `service:${quoted(service)}`,
    caller && `caller:${quoted(caller)}`,
    operation && operationText(operation),
    ...Object.entries(attributes).map(([name, value]) => attributeText(name, value)),
    status && `status:${status}`,
    minNanos != null && `duration>=${searchDuration(minNanos)}`,
    maxNanos != null && `duration<${searchDuration(maxNanos)}`,
  ].filter(Boolean).join(' ');
}

/** The trace list's address for a search, as of `searchText`, in a time window. */
export function searchPath(search, window = '') {
  return href('/', {q: searchText(search), window});
}
