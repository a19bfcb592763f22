// The viewer's JSON API; docs/viewer-api.md says what it answers.

/** What the server says is wrong; `status` is 0 when there was no answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** An address of the API; values that are null, undefined or empty are left out, arrays repeat. */
export function apiUrl(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one != null && one !== '') {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

async function ask(url, options) {
  let response;
  let text;
  try {
    response = await fetch(url, options);
    text = await response.text();
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'The viewer does not answer. Is it still running?');
  }
  let body = null;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    if (response.ok) {
      throw new ApiError(response.status, 'The viewer’s answer cannot be read.');
    }
    // not ours; the status has to do
  }
  if (!response.ok) {
    const reason = body?.error ?? `${response.status} ${response.statusText}`.trim();
    throw new ApiError(response.status, reason);
  }
  return body;
}

/**
 * GET `/api/…`; throws an {@link ApiError} with the server's words, or the signal's AbortError.
 */
export function get(path, params, {signal} = {}) {
  return ask(apiUrl(path, params), {signal, headers: {Accept: 'application/json'}});
}

/** POST of bytes, for example a file. */
export function post(path, body, {signal} = {}) {
  return ask(path, {
    method: 'POST',
    body,
    signal,
    headers: {'Content-Type': 'application/octet-stream'},
  });
}

/** DELETE `/api/…`. */
export function remove(path) {
  return ask(path, {method: 'DELETE'});
}

const RETRY_MILLIS = 2000;

/**
 * The live tail of a search.
 *
 * @param params as of GET /api/traces
 * @param handlers `traces({traces, skipped})`, `stats(stats)`, `open()` at each connection,
 *     `lost()` when it breaks; it is tried again until closed
 * @returns {{close: function(): void}}
 */
export function live(params, handlers) {
  const url = apiUrl('/api/live', params);
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => handlers.open?.());
    source.addEventListener('traces', (event) => handlers.traces?.(JSON.parse(event.data)));
    source.addEventListener('stats', (event) => handlers.stats?.(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      handlers.lost?.();
      // the browser tries again by itself, but not after an answer that is no stream
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(connect, RETRY_MILLIS);
      }
    });
  };
  connect();
  return {
    close() {
      clearTimeout(timer);
      source.close();
    },
  };
}
