package dev.skein.viewer.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps traces in memory. Whoever adds has the table for himself; searchers share it for some
 * thousand spans at a time, so that nobody waits for long, and look at what they have found without
 * it.
 */
final class MemoryTraceStore implements TraceStore {
  /** Spans that are looked at under the lock: few at first, for searches that find much. */
  private static final int FIRST_SLICE = 512;

  private static final int LAST_SLICE = 16_384;

  /** Spans that are added before searchers have their turn. */
  private static final int ADDED_AT_ONCE = 2_048;

  private final TraceTable table;

  /** A reader waits while a writer does, so that a search lets others add between its slices. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  MemoryTraceStore(long maxSpans, long maxBytes) {
    this(new TraceTable(maxSpans, maxBytes));
  }

  MemoryTraceStore(TraceTable table) {
    this.table = table;
  }

  @Override
  public void add(List<SpanRecord> spans) {
    tell(add(spans, Journal.NONE));
  }

  /**
   * Adds spans, and says which traces have got some, unless nobody wants to know. With a journal,
   * nobody else may change the store meanwhile.
   */
  List<TraceId> add(List<SpanRecord> spans, Journal journal) {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    Set<TraceId> changed = listeners.isEmpty() ? null : new LinkedHashSet<>();
    for (int from = 0; from < spans.size(); from += ADDED_AT_ONCE) {
      List<SpanRecord> some = spans.subList(from, Math.min(from + ADDED_AT_ONCE, spans.size()));
      boolean first = from == 0;
      boolean last = from + ADDED_AT_ONCE >= spans.size();
      change(
          traces -> {
            if (first) {
              traces.begin(journal);
            }
            for (SpanRecord span : some) {
              if (traces.add(span) && changed != null) {
                changed.add(span.traceId());
              }
            }
            if (last) {
              traces.end();
            }
          });
    }
    return changed == null ? List.of() : List.copyOf(changed);
  }

  void tell(List<TraceId> changed) {
    if (!changed.isEmpty()) {
      listeners.forEach(listener -> listener.changed(changed));
    }
  }

  /** Changes the table as nobody else reads or changes it. */
  void change(Consumer<TraceTable> change) {
    lock.writeLock().lock();
    try {
      change.accept(table);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Reads the table as nobody changes it. */
  <T> T read(Function<TraceTable, T> reader) {
    lock.readLock().lock();
    try {
      return reader.apply(table);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Optional<TraceView> trace(TraceId id) {
    return read(
        traces -> {
          int slot = traces.find(id);
          return slot < 0 ? Optional.empty() : Optional.of(StoredTrace.of(traces, slot));
        });
  }

  @Override
  public Optional<TraceView> trace(TraceId id, TraceQuery query) {
    Optional<TraceFilter.Match> match = read(traces -> match(traces, id, query));
    return match
        .filter(found -> found.isConfirmed(new CloseLook(query)))
        .map(TraceFilter.Match::trace);
  }

  private static Optional<TraceFilter.Match> match(TraceTable table, TraceId id, TraceQuery query) {
    int slot = table.find(id);
    return slot < 0
        ? Optional.empty()
        : Optional.ofNullable(new TraceFilter(query, table).match(slot));
  }

  @Override
  public void scan(TraceQuery query, Predicate<TraceView> visitor) {
    TraceFilter filter = new TraceFilter(query, table);
    CloseLook look = new CloseLook(query);
    long next = Long.MAX_VALUE;
    for (int slice = FIRST_SLICE; next >= 0; slice = Math.min(2 * slice, LAST_SLICE)) {
      List<TraceFilter.Match> matches = new ArrayList<>();
      long from = next;
      int spans = slice;
      next = read(traces -> filter.slice(from, spans, matches));
      for (TraceFilter.Match match : matches) {
        if (match.isConfirmed(look) && !visitor.test(match.trace())) {
          return;
        }
      }
    }
  }

  @Override
  public void clear() {
    change(TraceTable::clear);
  }

  @Override
  public StoreStats stats() {
    return read(traces -> traces.stats(null));
  }

  @Override
  public Subscription listen(Listener listener) {
    Listener own = traceIds -> listener.changed(traceIds); // so that one may listen twice
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public void close() {
    closed = true;
    listeners.clear();
  }
}
