package dev.skein.viewer.analysis;

import dev.skein.viewer.store.TraceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace in a line, from what is known without reading its spans; times are as the spans tell
 * them, without correction of clocks. Immutable.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param name the name of the root, the earliest one if there are several; of the earliest span if
 *     there is none
 * @param service the service of that span
 * @param startEpochNanos when the first span began: nanoseconds since 1970-01-01T00:00Z
 * @param durationNanos from there to when the last one ended
 * @param spanCount how many spans have come
 * @param errorCount how many of them are errors
 * @param services who took part, in the order of their first spans
 * @param incomplete whether there is no root, or a parent is missing
 */
public record TraceSummary(
    String traceId,
    String name,
    String service,
    long startEpochNanos,
    long durationNanos,
    int spanCount,
    int errorCount,
    List<ServiceCount> services,
    boolean incomplete) {
  /**
   * What a service had to do with a trace.
   *
   * @param name its name
   * @param spanCount how many spans it has sent
   * @param errorCount how many of them are errors
   */
  public record ServiceCount(String name, int spanCount, int errorCount) {}

  public TraceSummary {
    services = List.copyOf(services);
  }

  /** The summary of a trace as it is now. */
  public static TraceSummary of(TraceView view) {
    return new Collector(view).collect();
  }

  private static final class ServiceCollector {
    int spans;
    int errors;
    long start = Long.MAX_VALUE;

    ServiceCount count(String name) {
      return new ServiceCount(name, spans, errors);
    }
  }

  private static final class Collector {
    private final TraceView view;
    private final SpanIdTable ids;
    private final Map<String, ServiceCollector> services = new LinkedHashMap<>();
    private int root = SpanIdTable.NONE;
    private int earliest;
    private int errors;
    private boolean missing;

    Collector(TraceView view) {
      this.view = view;
      this.ids = new SpanIdTable(view);
    }

    TraceSummary collect() {
      for (int span = 0; span < view.size(); span++) {
        add(span);
      }
      long start = start();
      int named = root == SpanIdTable.NONE ? earliest : root;
      List<ServiceCount> counts = new ArrayList<>(services.size());
      services.entrySet().stream()
          .sorted(Comparator.comparingLong(service -> service.getValue().start))
          .forEach(service -> counts.add(service.getValue().count(service.getKey())));
      return new TraceSummary(
          view.id().toString(),
          view.name(named),
          view.service(named),
          start,
          end(start) - start,
          view.size(),
          errors,
          counts,
          missing || root == SpanIdTable.NONE);
    }

    private void add(int span) {
      ServiceCollector service =
          services.computeIfAbsent(view.service(span), name -> new ServiceCollector());
      service.spans++;
      service.start = Math.min(service.start, view.startEpochNanos(span));
      if (view.error(span)) {
        service.errors++;
        errors++;
      }
      if (isEarlier(span, earliest)) {
        earliest = span;
      }
      if (ids.parent(span) == SpanIdTable.NONE) {
        if (view.parentSpanId(span) != 0) {
          missing = true;
        } else if (root == SpanIdTable.NONE || isEarlier(span, root)) {
          root = span;
        }
      }
    }

    private boolean isEarlier(int span, int other) {
      return view.startEpochNanos(span) < view.startEpochNanos(other);
    }

    /** The earliest start, but for those that were never set. */
    private long start() {
      long latest = 0;
      long first = Long.MAX_VALUE;
      for (int span = 0; span < view.size(); span++) {
        long start = view.startEpochNanos(span);
        latest = Math.max(latest, start);
        first = start > 0 ? Math.min(first, start) : first;
      }
      long earliestStart = view.startEpochNanos(earliest);
      return earliestStart == 0 && SpanTimes.zeroIsUnset(latest) ? first : earliestStart;
    }

    private long end(long start) {
      long end = start;
      for (int span = 0; span < view.size(); span++) {
        end = Math.max(end, view.startEpochNanos(span) + view.durationNanos(span));
      }
      return end;
    }
  }
}
