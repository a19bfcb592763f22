// Whether the viewer answers, and how full its store is; for the footer and the banner.

import {get, remove} from './api.js';

const EVERY_MILLIS = 2000;

/** Fires "change"; `stats` is null before the first answer. */
class Status extends EventTarget {
  stats = null;
  connected = true;
  #reportedAt = -Infinity;

  start() {
    this.#poll();
    setInterval(() => this.#poll(), EVERY_MILLIS);
    document.addEventListener('visibilitychange', () => this.#poll());
  }

  /** Takes figures that came by another way, the live tail. */
  report(stats) {
    this.#reportedAt = performance.now();
    this.stats = stats;
    this.connected = true;
    this.dispatchEvent(new Event('change'));
  }

  /** Forgets all traces. */
  async clear() {
    await remove('/api/traces');
    this.dispatchEvent(new Event('cleared'));
    await this.#ask();
  }

  async #poll() {
    if (!document.hidden && performance.now() - this.#reportedAt > 1.5 * EVERY_MILLIS) {
      await this.#ask();
    }
  }

  async #ask() {
    try {
      this.report(await get('/api/stats'));
      this.#reportedAt = -Infinity;
    } catch (e) {
      // an answer, even a refusal, is an answer
      this.connected = e.status !== 0;
      this.dispatchEvent(new Event('change'));
    }
  }
}

export const status = new Status();
