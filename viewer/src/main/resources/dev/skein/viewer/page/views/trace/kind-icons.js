import {html} from 'lit';

// towards a bar: a request comes in; away from it: it goes out; double: by way of a queue
const KINDS = {
  SERVER: {says: 'server: a request came in', path: 'M1.5 6h6M5 3.2 7.8 6 5 8.8M10.5 2v8'},
  CLIENT: {says: 'client: a request went out', path: 'M1.5 2v8M4 6h6M7.7 3.2 10.5 6 7.7 8.8'},
  CONSUMER: {says: 'consumer: a message came in', path: 'M1.5 3.2 4.3 6 1.5 8.8M5 3.2 7.8 6 5 8.8M10.5 2v8'},
  PRODUCER: {says: 'producer: a message went out', path: 'M1.5 2v8M4.2 3.2 7 6 4.2 8.8M7.7 3.2 10.5 6 7.7 8.8'},
  INTERNAL: {says: 'internal: inside of one service', path: 'M3.8 6a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0'},
};

/** What a span's kind looks like; its name is read aloud and shown as a tooltip. */
export function kindIcon(kind) {
  const {says, path} = KINDS[kind] ?? KINDS.INTERNAL;
  return html`<svg class="kind" viewBox="0 0 12 12" role="img" aria-label=${says}><title>${says}</title><path d=${path}></path></svg>`;
}
