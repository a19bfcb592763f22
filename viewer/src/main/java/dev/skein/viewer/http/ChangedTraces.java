package dev.skein.viewer.http;

import dev.skein.viewer.store.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Traces that changed since somebody last asked, up to a number of them. Thread-safe. */
final class ChangedTraces {
  private final int limit;
  // guarded by this; the one that changed last is at the end
  private final LinkedHashSet<TraceId> traces = new LinkedHashSet<>();
  private long lost;

  ChangedTraces(int limit) {
    this.limit = limit;
  }

  synchronized void add(Collection<TraceId> changed) {
    for (TraceId trace : changed) {
      traces.remove(trace);
      traces.add(trace);
      if (traces.size() > limit) {
        traces.remove(traces.iterator().next());
        lost++;
      }
    }
  }

  synchronized boolean isEmpty() {
    return traces.isEmpty() && lost == 0;
  }

  /** All of them, forgotten here. */
  synchronized Taken take() {
    Taken taken = new Taken(new ArrayList<>(traces), lost);
    traces.clear();
    lost = 0;
    return taken;
  }

  /**
   * What was taken.
   *
   * @param traces the one that changed last is at the end
   * @param lost how many had to go before
   */
  record Taken(List<TraceId> traces, long lost) {}
}
