import {svg, html} from 'lit';

// towards a bar: a request comes in; away from it: it goes out; double: by way of a queue
const SHAPES = {
  SERVER: {says: 'server: a request came in', shape: svg`<path d="M1.5 6h6M5 3.2 7.8 6 5 8.8M10.5 2v8"></path>`},
  CLIENT: {says: 'client: a request went out', shape: svg`<path d="M1.5 2v8M4 6h6M7.7 3.2 10.5 6 7.7 8.8"></path>`},
  CONSUMER: {says: 'consumer: a message came in', shape: svg`<path d="M1.5 3.2 4.3 6 1.5 8.8M5 3.2 7.8 6 5 8.8M10.5 2v8"></path>`},
  PRODUCER: {says: 'producer: a message went out', shape: svg`<path d="M1.5 2v8M4.2 3.2 7 6 4.2 8.8M7.7 3.2 10.5 6 7.7 8.8"></path>`},
  INTERNAL: {says: 'internal: inside of one service', shape: svg`<circle cx="6" cy="6" r="2.2"></circle>`},
};

/** What a span's kind looks like; its name is read aloud and shown as a tooltip. */
export function kindIcon(kind) {
  const {says, shape} = SHAPES[kind] ?? SHAPES.INTERNAL;
  return html`<svg class="kind" viewBox="0 0 12 12" role="img" aria-label=${says}><title>${says}</title>${shape}</svg>`;
}
