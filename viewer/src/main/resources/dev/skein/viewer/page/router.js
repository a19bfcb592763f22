// Addresses of the views, by the History API.

const listeners = new Set();

/**
 * What an address shows.
 *
 * @returns {{name: string, params: object, query: URLSearchParams}} name: "traces", "trace",
 *     "map", "operations", "compare" or "unknown"
 */
export function routeOf(url) {
  const {pathname, searchParams: query} = new URL(url, location.href);
  const [name = '', id, ...more] = pathname.split('/').slice(1);
  if (name === '' && id === undefined) {
    return {name: 'traces', params: {}, query};
  }
  if (name === 'trace' && id && more.length === 0) {
    return {name: 'trace', params: {id: decode(id)}, query};
  }
  if (['map', 'operations', 'compare'].includes(name) && !id) {
    return {name, params: {}, query};
  }
  return {name: 'unknown', params: {path: pathname}, query};
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A path with its query; entries that are null, undefined or empty are left out. */
export function href(path, query = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value != null && value !== '') {
      params.append(name, value);
    }
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** Goes to an address of this page; `replace` does not leave the present one in the history. */
export function navigate(path, {replace = false} = {}) {
  const target = new URL(path, location.href);
  if (target.href === location.href) {
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', target);
  tell();
}

/** Tells of each change of the address, whoever made it; returns what ends the telling. */
export function onRoute(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  const route = routeOf(location.href);
  listeners.forEach((listener) => listener(route));
}

/** Plain links within the page change the view; those with a modifier or a target stay links. */
function follow(event) {
  // of HTML or within SVG, where href and target are objects
  const link = event.composedPath().find((node) => node.localName === 'a' && node.hasAttribute('href'));
  if (
    !link || link.hasAttribute('target') || link.hasAttribute('download')
    || event.defaultPrevented || event.button !== 0
    || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
  ) {
    return;
  }
  const {href: address, origin, pathname} = new URL(link.getAttribute('href'), location.href);
  if (origin !== location.origin || /^\/(api|page|_static|v1|health)(\/|$)/.test(pathname)) {
    return;
  }
  event.preventDefault();
  navigate(address);
}

window.addEventListener('popstate', tell);
document.addEventListener('click', follow);
