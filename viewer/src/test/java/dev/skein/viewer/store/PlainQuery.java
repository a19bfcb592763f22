package dev.skein.viewer.store;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
    List<SpanRecord> spans = trace.records();
    long start =
        spans.stream().mapToLong(SpanRecord::startEpochNanos).filter(n -> n != 0).min().orElse(0);
    long end = spans.stream().mapToLong(SpanRecord::endEpochNanos).max().getAsLong();
    return trace.sequence() < query.beforeSequence()
        && start >= query.fromEpochNanos()
        && start < query.toEpochNanos()
        && end - start >= query.minTotalNanos()
        && end - start <= query.maxTotalNanos()
        && (query.status() != TraceQuery.Status.OK || spans.stream().noneMatch(SpanRecord::error))
        && IntStream.range(0, trace.size()).anyMatch(this::meets);
  }

  private boolean meets(int span) {
    String name = trace.name(span);
    long duration = trace.durationNanos(span);
    return (query.service() == null || query.service().equals(trace.service(span)))
        && (query.operation() == null || query.operation().equals(name))
        && (query.text() == null || folded(name).contains(folded(query.text())))
        && (query.status() != TraceQuery.Status.ERROR || trace.error(span))
        && duration >= query.minDurationNanos()
        && duration <= query.maxDurationNanos()
        && (query.caller() == null || isCalledBy(span, query.caller()))
        && query.attributes().stream().allMatch(term -> has(trace.spans().get(span), term));
  }

  private static boolean has(SpanData span, AttributeTerm term) {
    return has(span.attributes(), term) || has(span.resource(), term);
  }

  private static boolean has(Map<String, Object> attributes, AttributeTerm term) {
    Object value = attributes.get(term.name());
    return value != null
        && (term.value() == null
            || (!(value instanceof byte[]) && term.value().equals(value.toString())));
  }

  private boolean isCalledBy(int span, String caller) {
    List<Integer> parents = parents(span);
    List<Integer> own =
        parents.stream().filter(p -> trace.service(p).equals(trace.service(span))).toList();
    return (own.isEmpty() ? parents : own)
        .stream().anyMatch(parent -> trace.service(parent).equals(caller));
  }

  private List<Integer> parents(int span) {
    if (trace.kind(span) == SpanKind.SERVER) {
      List<Integer> clients =
          spans(trace.spanId(span)).stream()
              .filter(other -> trace.kind(other) == SpanKind.CLIENT)
              .toList();
      if (!clients.isEmpty()) {
        return clients;
      }
    }
    return trace.parentSpanId(span) == trace.spanId(span)
        ? List.of()
        : spans(trace.parentSpanId(span));
  }

  private List<Integer> spans(long id) {
    return IntStream.range(0, trace.size())
        .filter(span -> id != 0 && trace.spanId(span) == id)
        .boxed()
        .toList();
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder();
    for (char c : text.toCharArray()) {
      folded.append(Character.toLowerCase(Character.toUpperCase(c)));
    }
    return folded.toString();
  }
}
