package dev.skein.viewer.store;

import dev.skein.SpanKind;
import java.util.Locale;

/** What a query means, word for word. */
final class PlainQuery {
  private final TraceQuery query;
  private final PlainTrace trace;

  private PlainQuery(TraceQuery query, PlainTrace trace) {
    this.query = query;
    this.trace = trace;
  }

  static boolean finds(TraceQuery query, PlainTrace trace) {
    return new PlainQuery(query, trace).finds();
  }

  private boolean finds() {
    long start = -1L;
    boolean error = false;
    boolean met = false;
    for (int span = 0; span < trace.size(); span++) {
      long spanStart = trace.startEpochNanos(span);
      start = Long.compareUnsigned(spanStart, start) < 0 ? spanStart : start;
      error |= trace.error(span);
      met |= meets(span);
    }
    return met
        && Long.compareUnsigned(start, query.fromEpochNanos()) >= 0
        && (query.toEpochNanos() == Long.MAX_VALUE
            || Long.compareUnsigned(start, query.toEpochNanos()) < 0)
        && (query.status() != TraceQuery.Status.OK || !error);
  }

  private boolean meets(int span) {
    String name = trace.name(span);
    long duration = trace.durationNanos(span);
    return (query.service() == null || query.service().equals(trace.service(span)))
        && (query.operation() == null || query.operation().equals(name))
        && (query.text() == null || lower(name).contains(lower(query.text())))
        && (query.status() != TraceQuery.Status.ERROR || trace.error(span))
        && duration >= query.minDurationNanos()
        && duration <= query.maxDurationNanos()
        && (query.caller() == null || calledBy(span, query.caller()))
        && query.attributes().stream().allMatch(term -> EncodedAttributes.meets(trace, span, term));
  }

  /** The parent of a span is the caller's half of a shared one, or else of its own service. */
  private boolean calledBy(int span, String caller) {
    boolean found = false;
    for (int other = 0; other < trace.size(); other++) {
      if (sharedBy(span, other)) {
        return trace.service(other).equals(caller);
      }
      if (trace.spanId(other) == trace.parentSpanId(span)) {
        if (trace.service(other).equals(trace.service(span))) {
          return trace.service(other).equals(caller);
        }
        found |= trace.service(other).equals(caller);
      }
    }
    return found;
  }

  private boolean sharedBy(int server, int client) {
    return trace.spanId(server) == trace.spanId(client)
        && trace.kind(server) == SpanKind.SERVER
        && trace.kind(client) == SpanKind.CLIENT;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
