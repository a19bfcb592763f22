// Keyboard shortcuts. What was bound last comes first, so a view may take a key from the page.

const SEQUENCE_MILLIS = 1000;
const bound = [];
let prefix = '';
let prefixAt = 0;

/**
 * Binds keys while an element is connected: `bindKeys(this, [{key, help, run}])`.
 *
 * `key` is what KeyboardEvent.key says ("/", "j", "Enter", "Escape") or two after one another
 * ("g t"); several that do the same are an array. `help` is the line in the help dialog; without
 * one it is not listed. `run(event)` may return false: then it was not for this binding. Keys are
 * left alone in fields and dialogs and with Ctrl, Alt or Meta, Enter and Space also on links and
 * buttons.
 */
export function bindKeys(host, bindings) {
  const entries = bindings.map(({key, help, run}) => ({keys: [key].flat(), help, run}));
  host.addController({
    hostConnected: () => bound.unshift(entries),
    hostDisconnected: () => bound.splice(bound.indexOf(entries), 1),
  });
}

/** What is bound now: `[{keys, help}]`, the page's own last. */
export function boundKeys() {
  const seen = new Set();
  const lines = [];
  for (const {keys, help} of bound.flat()) {
    const fresh = keys.filter((key) => !seen.has(key));
    keys.forEach((key) => seen.add(key));
    if (help && fresh.length > 0) {
      lines.push({keys: fresh, help});
    }
  }
  return lines;
}

function isField(node) {
  return node instanceof HTMLTextAreaElement
    || node instanceof HTMLSelectElement
    || (node instanceof HTMLInputElement && !/^(button|checkbox|radio|file)$/.test(node.type))
    || node.isContentEditable === true;
}

function isPressable(node) {
  return node instanceof HTMLButtonElement
    || (node.localName === 'a' && node.hasAttribute('href'))
    || node.localName === 'summary';
}

function isElsewhere(event) {
  const path = event.composedPath();
  return event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey
    || event.isComposing || isField(path[0])
    || path.some((node) => node instanceof HTMLDialogElement)
    || ((event.key === 'Enter' || event.key === ' ') && path.some(isPressable));
}

function run(keys, event) {
  for (const entry of bound.flat()) {
    if (entry.keys.includes(keys) && entry.run(event) !== false) {
      event.preventDefault();
      return true;
    }
  }
  return false;
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Shift' || isElsewhere(event)) {
    return;
  }
  const first = event.timeStamp - prefixAt < SEQUENCE_MILLIS ? prefix : '';
  prefix = '';
  if (first && run(`${first} ${event.key}`, event)) {
    return;
  }
  if (bound.flat().some(({keys}) => keys.some((key) => key.startsWith(`${event.key} `)))) {
    prefix = event.key;
    prefixAt = event.timeStamp;
    return;
  }
  run(event.key, event);
});
