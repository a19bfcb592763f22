import {status} from './status.js';

const SLIDE_MILLIS = 10_000;
/** At most this part of the time is spent on loading. */
const SHARE = 0.25;

/**
 * What a view shows of the store, loaded anew when the store has changed: a Lit controller.
 *
 * `data` is the last answer or null, `error` what went wrong with the last question or null,
 * `loadedAt` when the answer came (as of Date.now()). While `paused` only `reload()` asks.
 */
export class LiveData {
  data = null;
  error = null;
  loadedAt = 0;
  #host;
  #load;
  #paused = false;
  #asking = null;
  #seen = '';
  #askedAt = 0;
  #took = 0;

  /** `load(signal)` returns a promise of the data. */
  constructor(host, load) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {
    status.addEventListener('change', this.#changed);
    status.addEventListener('cleared', this.#cleared);
  }

  hostDisconnected() {
    status.removeEventListener('change', this.#changed);
    status.removeEventListener('cleared', this.#cleared);
    this.#asking?.abort();
    this.#asking = null;
  }

  get paused() {
    return this.#paused;
  }

  set paused(paused) {
    this.#paused = paused;
    this.#host.requestUpdate();
    if (!paused) {
      this.reload();
    }
  }

  /** Asks now; an answer that is under way is not waited for. */
  async reload() {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#seen = version(status.stats);
    this.#askedAt = performance.now();
    try {
      const data = await this.#load(asking.signal);
      if (this.#asking === asking) {
        this.data = data;
        this.error = null;
        this.loadedAt = Date.now();
      }
    } catch (e) {
      if (this.#asking === asking) {
        this.error = e.message;
      }
    }
    if (this.#asking === asking) {
      this.#took = performance.now() - this.#askedAt;
      this.#asking = null;
      this.#host.requestUpdate();
    }
  }

  #cleared = () => this.reload();

  #changed = () => {
    const since = performance.now() - this.#askedAt;
    if (
      !this.#paused && this.#asking === null && !document.hidden && status.connected
      && since > this.#took / SHARE
      // what is in a window changes with the time alone
      && (version(status.stats) !== this.#seen || since > SLIDE_MILLIS || this.error !== null)
    ) {
      this.reload();
    }
  };
}

function version(stats) {
  return stats ? `${stats.addedSpans} ${stats.evictedSpans} ${stats.spans}` : '';
}
