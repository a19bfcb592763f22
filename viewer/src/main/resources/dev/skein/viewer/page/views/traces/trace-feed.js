import {get, live} from '../../api.js';
import {status} from '../../status.js';

/** As many as the scatter shows; the list shows them bit by bit. */
const FIRST = 1000;
const MORE = 200;
/** With more rows than this the list begins anew, when nobody looks at its end. */
const MOST = 3000;
const MOST_WAITING = 1000;
/** What may have come before the live tail was open. */
const LATEST = 100;

/**
 * The traces that a search finds, newest first, with those that come while it is looked at: a Lit
 * controller.
 *
 * New traces wait while it is `paused`, or `held` because they would move what is pointed at or
 * read; traces that are shown change in place all the same.
 */
export class TraceFeed {
  traces = [];
  /** The cursor of what is older; null at the end. */
  next = null;
  searchMillis = null;
  /** What is wrong with the search, an ApiError; null for nothing. */
  error = null;
  loading = false;
  /** Ids of traces that came after the list was loaded, for a while. */
  fresh = new Set();
  #host;
  #params = {};
  #asking = null;
  #stream = null;
  #connected = false;
  #asked = false;
  #paused = false;
  #held = false;
  #waiting = new Map();
  #missed = 0;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#connected = true;
    status.addEventListener('cleared', this.#reload);
    status.addEventListener('change', this.#answered);
    document.addEventListener('visibilitychange', this.#looked);
    if (this.#asked) {
      this.search(this.#params);
    }
  }

  hostDisconnected() {
    this.#connected = false;
    status.removeEventListener('cleared', this.#reload);
    status.removeEventListener('change', this.#answered);
    document.removeEventListener('visibilitychange', this.#looked);
    this.#stop();
  }

  /** A browser has six connections for all of its tabs: one that nobody looks at needs none. */
  #looked = () => {
    if (this.#paused || !this.#stream) {
      return;
    }
    if (document.hidden) {
      this.#stream.close();
    } else {
      this.#listen();
    }
  };

  #reload = () => this.search(this.#params);

  /** What had no answer is asked again as soon as there are some. */
  #answered = () => {
    if (this.error?.status === 0 && status.connected) {
      this.#reload();
    }
  };

  /** Searches anew, with parameters as of GET /api/traces. */
  async search(params) {
    this.#params = params;
    this.#asked = true;
    this.#stop();
    if (!this.#connected) {
      return;
    }
    const answer = await this.#ask({...params, limit: FIRST});
    if (answer) {
      this.traces = answer.traces;
      this.next = answer.next;
      this.searchMillis = answer.searchMillis;
      this.fresh = new Set();
      this.#listen();
      this.#host.requestUpdate();
    } else if (this.error) {
      this.traces = [];
      this.next = null;
    }
  }

  /** Loads older ones. */
  async more() {
    if (this.next === null || this.loading) {
      return;
    }
    const answer = await this.#ask({...this.#params, limit: MORE, before: this.next});
    if (answer) {
      const known = new Set(this.traces.map(({traceId}) => traceId));
      this.traces = [...this.traces, ...answer.traces.filter(({traceId}) => !known.has(traceId))];
      this.next = answer.next;
      this.#host.requestUpdate();
    }
  }

  /** An answer, or null if it went wrong or is no longer asked for. */
  async #ask(params) {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.loading = true;
    this.error = null;
    this.#host.requestUpdate();
    let answer = null;
    try {
      answer = await get('/api/traces', params, {signal: asking.signal});
    } catch (e) {
      if (this.#asking === asking) {
        this.error = e;
      }
    }
    if (this.#asking !== asking) {
      return null;
    }
    this.#asking = null;
    this.loading = false;
    this.#host.requestUpdate();
    return answer;
  }

  #stop() {
    this.#asking?.abort();
    this.#asking = null;
    this.loading = false;
    this.#stream?.close();
    this.#stream = null;
    this.#waiting.clear();
    this.#missed = 0;
  }

  /** The tail begins a moment after the list was loaded, and again after the connection was lost. */
  #listen() {
    this.#stream?.close();
    const stream = live(this.#params, {
      open: () => this.#catchUp(() => this.#stream === stream),
      stats: (stats) => status.report(stats),
      traces: ({traces, skipped}) => this.#take(traces, skipped),
    });
    this.#stream = stream;
  }

  async #catchUp(wanted) {
    let answer;
    try {
      answer = await get('/api/traces', {...this.#params, limit: LATEST});
    } catch {
      // the banner says so; the stream opens again
      return;
    }
    if (wanted()) {
      const shown = new Set(this.traces.map(({traceId}) => traceId));
      const all = answer.next !== null && !answer.traces.some(({traceId}) => shown.has(traceId));
      this.#take(answer.traces.reverse(), all ? 1 : 0);
    }
  }

  #take(traces, skipped) {
    const at = new Map(this.traces.map(({traceId}, index) => [traceId, index]));
    const rows = [...this.traces];
    for (const trace of traces) {
      if (at.has(trace.traceId)) {
        rows[at.get(trace.traceId)] = trace;
      } else if (this.next === null || this.#isNewer(trace)) {
        this.#waiting.delete(trace.traceId);
        this.#waiting.set(trace.traceId, trace);
      }
    }
    this.traces = rows;
    this.#missed += skipped;
    for (const id of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_WAITING) {
        break;
      }
      this.#waiting.delete(id);
      this.#missed++;
    }
    this.#flow();
  }

  /** An old trace that has got late spans belongs to what is not loaded yet. */
  #isNewer({startMillis}) {
    const oldest = this.traces.at(-1);
    return !oldest || startMillis > oldest.startMillis;
  }

  /** Shows what waits, if it may. */
  #flow() {
    // where no row is, none is moved
    const held = this.#held && this.traces.length > 0;
    if (!this.#paused && !held && (this.#waiting.size > 0 || this.#missed > 0)) {
      this.show();
    }
    this.#host.requestUpdate();
  }

  /** Shows what waits. */
  show() {
    if (this.#missed > 0 || this.traces.length > MOST) {
      this.#reload();
      return;
    }
    const shown = new Set(this.traces.map(({traceId}) => traceId));
    const come = [...this.#waiting.values()].filter(({traceId}) => !shown.has(traceId)).reverse();
    this.#waiting.clear();
    this.fresh = new Set(come.map(({traceId}) => traceId));
    this.traces = [...come, ...this.traces];
    this.#host.requestUpdate();
  }

  /** How many traces wait to be shown. */
  get waiting() {
    return this.#waiting.size + this.#missed;
  }

  get paused() {
    return this.#paused;
  }

  set paused(paused) {
    this.#paused = paused;
    this.#flow();
  }

  get held() {
    return this.#held;
  }

  set held(held) {
    if (held !== this.#held) {
      this.#held = held;
      this.#flow();
    }
  }
}
