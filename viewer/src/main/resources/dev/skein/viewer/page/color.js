// A service has the same colour in every view, and after a reload. Twelve hues without red, which
// means an error, at a lightness that is read on white and on black; then the same, paler.

import {recall, remember} from './storage.js';

const HUES = [255, 155, 310, 75, 200, 345, 120, 280, 50, 180, 230, 100];
const PALETTE = [
  ...HUES.map((hue) => `oklch(0.64 0.13 ${hue})`),
  ...HUES.map((hue) => `oklch(0.62 0.06 ${hue})`),
];
const KEY = 'skein.colors';

/** Slots that were given away, by service: two services get one colour only when all are taken. */
const taken = read();

function read() {
  try {
    const stored = JSON.parse(recall(KEY) ?? '[]');
    return new Map(stored.filter(([name, slot]) => typeof name === 'string' && slot in PALETTE));
  } catch {
    return new Map();
  }
}

function hash(name) {
  let value = 0;
  for (let i = 0; i < name.length; i++) {
    value = (Math.imul(value, 31) + name.charCodeAt(i)) | 0;
  }
  return (value ^ (value >>> 15)) >>> 0;
}

function assign(name) {
  const free = new Set(PALETTE.keys());
  taken.forEach((slot) => free.delete(slot));
  let slot = hash(name) % HUES.length;
  // names that nobody would write are not kept
  if (free.size === 0 || name.length > 200) {
    return slot;
  }
  while (!free.has(slot)) {
    slot = (slot + 1) % PALETTE.length;
  }
  taken.set(name, slot);
  remember(KEY, JSON.stringify([...taken]));
  return slot;
}

/** The colour of a service, for CSS and canvas; for areas and lines, not for text. */
export function serviceColor(name) {
  return PALETTE[taken.get(name) ?? assign(name)];
}
