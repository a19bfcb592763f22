// Searches as the search box has them, and the addresses of their results.

import {href} from './router.js';

/** A value for the search text, in quotes if it needs them. */
export function quoted(value) {
  return /^[^\s"\\]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
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

/**
 * Search text for spans of a service (called by another one), of a name, with a status, of a
 * duration; all of it optional.
 */
export function searchText({service, caller, operation, status, minNanos, maxNanos}) {
  return [
    service != null && `service:${quoted(service)}`,
    caller != null && `caller:${quoted(caller)}`,
    operation != null && `operation:${quoted(operation)}`,
    status != null && `status:${status}`,
    minNanos != null && `duration>=${searchDuration(minNanos)}`,
    maxNanos != null && `duration<${searchDuration(maxNanos)}`,
  ].filter(Boolean).join(' ');
}

/** The trace list's address for a search, as of `searchText`, in a time window. */
export function searchPath(search, window = '') {
  return href('/', {q: searchText(search), window});
}
