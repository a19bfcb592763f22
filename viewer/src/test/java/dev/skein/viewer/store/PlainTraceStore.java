package dev.skein.viewer.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a store has to do, with plain maps and lists, and without a limit of bytes. */
final class PlainTraceStore implements TraceStore {
  private final long maxSpans;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** In the order of arrival of their first spans. Guarded by this. */
  private final Map<TraceId, PlainTrace> traces = new LinkedHashMap<>();

  private long sequence;
  private long spans;
  private long added;
  private long duplicates;
  private long evictedTraces;
  private long evictedSpans;
  private long dropped;

  PlainTraceStore(long maxSpans) {
    this.maxSpans = maxSpans;
  }

  @Override
  public void add(List<SpanRecord> records) {
    Set<TraceId> changed = new LinkedHashSet<>();
    synchronized (this) {
      for (SpanRecord span : records) {
        if (add(span)) {
          changed.add(span.traceId());
        }
      }
    }
    if (!changed.isEmpty()) {
      List<TraceId> ids = List.copyOf(changed);
      listeners.forEach(listener -> listener.changed(ids));
    }
  }

  private boolean add(SpanRecord span) {
    PlainTrace trace = traces.get(span.traceId());
    if (trace != null && contains(trace, span)) {
      duplicates++;
      return false;
    }
    if (trace != null && trace.size() >= Math.max(1, maxSpans / 2)) {
      dropped++;
      return false;
    }
    while (spans + 1 > maxSpans) {
      evictOldest();
    }
    trace = traces.get(span.traceId());
    List<SpanRecord> together = new ArrayList<>(trace == null ? List.of() : trace.records());
    together.add(span);
    long number = trace == null ? ++sequence : trace.sequence();
    traces.put(span.traceId(), new PlainTrace(span.traceId(), number, List.copyOf(together)));
    spans++;
    added++;
    return true;
  }

  private static boolean contains(PlainTrace trace, SpanRecord span) {
    return trace.records().stream()
        .anyMatch(other -> other.spanId() == span.spanId() && other.kind() == span.kind());
  }

  private void evictOldest() {
    Iterator<PlainTrace> oldest = traces.values().iterator();
    PlainTrace trace = oldest.next();
    oldest.remove();
    spans -= trace.size();
    evictedTraces++;
    evictedSpans += trace.size();
  }

  @Override
  public synchronized Optional<TraceView> trace(TraceId id) {
    return Optional.ofNullable(traces.get(id));
  }

  @Override
  public synchronized Optional<TraceView> trace(TraceId id, TraceQuery query) {
    return Optional.<TraceView>ofNullable(traces.get(id))
        .filter(trace -> PlainQuery.finds(query, (PlainTrace) trace));
  }

  @Override
  public void scan(TraceQuery query, Predicate<TraceView> visitor) {
    List<PlainTrace> all;
    synchronized (this) {
      all = new ArrayList<>(traces.values());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      if (PlainQuery.finds(query, all.get(i)) && !visitor.test(all.get(i))) {
        return;
      }
    }
  }

  @Override
  public synchronized void clear() {
    traces.clear();
    spans = 0;
  }

  @Override
  public synchronized StoreStats stats() {
    return new StoreStats(
        traces.size(),
        spans,
        0,
        maxSpans,
        0,
        added,
        duplicates,
        evictedTraces,
        evictedSpans,
        dropped,
        null);
  }

  @Override
  public Subscription listen(Listener listener) {
    Listener own = traceIds -> listener.changed(traceIds); // so that one may listen twice
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
