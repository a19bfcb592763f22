import {LitElement, html} from 'lit';
import {get} from '../../api.js';
import {duration} from '../../format.js';
import {base} from '../../styles.js';

/** The list of traces, newest first. */
class SkeinTracesView extends LitElement {
  static properties = {
    route: {attribute: false},
    traces: {state: true},
  };

  willUpdate(changed) {
    if (changed.has('route')) {
      this.#load();
    }
  }

  async #load() {
    const {traces} = await get('/api/traces', {q: this.route.query.get('q')});
    this.traces = traces;
  }

  render() {
    return html`<ul>${this.traces?.map((trace) => html`
      <li><a href="/trace/${trace.traceId}">${trace.service} ${trace.name}</a> ${duration(trace.durationNanos)}</li>`)}</ul>`;
  }

  static styles = base;
}

customElements.define('skein-traces-view', SkeinTracesView);
