package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each operation ran in a window of time, how long it took and how often it failed; an
 * operation is what a service calls its spans of one kind. Beyond 10,000 operations, what is met
 * for the first time is counted as one operation of its kind, {@code (other operations)}. Immutable
 * but for its histograms, which nobody else changes.
 *
 * @param windowNanos how long the window is; where an end of it was left open, it reaches to the
 *     first or the last span
 * @param operations those that took the most time together first
 */
public record Operations(long windowNanos, List<Operation> operations) {
  /** Nobody reads more; so many come of names that hold ids. */
  static final int MAX_OPERATIONS = 10_000;

  /** What operations beyond the limit are counted as. */
  static final String OTHER = "(other operations)";

  /**
   * What is known of one operation.
   *
   * @param service the name of the service
   * @param name the name of its spans
   * @param kind their kind
   * @param errorCount how many of them are errors
   * @param durations how long they took
   */
  public record Operation(
      String service, String name, SpanKind kind, long errorCount, DurationHistogram durations) {
    /** How often it ran a minute, in a window of that length. */
    public double ratePerMinute(long windowNanos) {
      return windowNanos <= 0 ? 0 : durations.count() * 60e9 / windowNanos;
    }
  }

  public Operations {
    operations = List.copyOf(operations);
  }

  /**
   * The operations in the traces that began in a window of time.
   *
   * @param service the only service to be looked at; null for all
   * @param fromEpochNanos traces that began then or later; 0 for all
   * @param toEpochNanos traces that began before then; {@link Long#MAX_VALUE} for all
   */
  public static Operations of(
      TraceStore store, @Nullable String service, long fromEpochNanos, long toEpochNanos) {
    Collector collector = new Collector(service);
    store.scan(
        TraceQuery.builder().from(fromEpochNanos).to(toEpochNanos).service(service).build(),
        collector::add);
    return collector.operations(fromEpochNanos, toEpochNanos);
  }

  private static final class Collector {
    private final @Nullable String service;
    private final List<Counter> counters = new ArrayList<>();

    /** By service, kind and name: texts can be chosen to have one hash, but they have an order. */
    private final Map<String, Map<SpanKind, Map<String, Counter>>> byService = new HashMap<>();

    private long firstStart = Long.MAX_VALUE;
    private long lastEnd;

    Collector(@Nullable String service) {
      this.service = service;
    }

    boolean add(TraceView view) {
      for (int span = 0; span < view.size(); span++) {
        String name = view.service(span);
        if (service == null || service.equals(name)) {
          long duration = view.durationNanos(span);
          Counter counter = counter(name, view.name(span), view.kind(span));
          counter.durations.add(duration);
          counter.errors += view.error(span) ? 1 : 0;
          long start = view.startEpochNanos(span);
          firstStart = start > 0 ? Math.min(firstStart, start) : firstStart;
          lastEnd = Math.max(lastEnd, start + duration);
        }
      }
      return true;
    }

    private Counter counter(String service, String name, SpanKind kind) {
      Map<SpanKind, Map<String, Counter>> kinds = byService.get(service);
      Map<String, Counter> names = kinds == null ? null : kinds.get(kind);
      Counter counter = names == null ? null : names.get(name);
      if (counter != null) {
        return counter;
      }
      if (counters.size() >= MAX_OPERATIONS && !name.equals(OTHER)) {
        return counter(OTHER, OTHER, kind);
      }
      Counter added = new Counter(service, name, kind);
      counters.add(added);
      byService
          .computeIfAbsent(service, key -> new EnumMap<>(SpanKind.class))
          .computeIfAbsent(kind, key -> new HashMap<>())
          .put(name, added);
      return added;
    }

    Operations operations(long from, long to) {
      List<Operation> operations = new ArrayList<>(counters.size());
      counters.forEach(counter -> operations.add(counter.operation()));
      operations.sort(
          Comparator.<Operation>comparingLong(operation -> operation.durations.totalNanos())
              .reversed()
              .thenComparing(Operation::service)
              .thenComparing(Operation::name)
              .thenComparing(Operation::kind));
      long begin = from > 0 ? from : firstStart;
      long end = to < Long.MAX_VALUE ? to : lastEnd;
      return new Operations(operations.isEmpty() ? 0 : Math.max(0, end - begin), operations);
    }
  }

  private static final class Counter {
    final String service;
    final String name;
    final SpanKind kind;
    final DurationHistogram durations = new DurationHistogram();
    long errors;

    Counter(String service, String name, SpanKind kind) {
      this.service = service;
      this.name = name;
      this.kind = kind;
    }

    Operation operation() {
      return new Operation(service, name, kind, errors, durations);
    }
  }
}
