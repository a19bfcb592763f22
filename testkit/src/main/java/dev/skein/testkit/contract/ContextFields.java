package dev.skein.testkit.contract;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the requests that took a {@link ContextHop}, field by field. */
final class ContextFields {
  static final String BAGGAGE_INSIDE = "baggage inside";
  static final String BAGGAGE_AFTER = "baggage after";

  /** How many spans of the request itself there are in its trace. */
  static final String REQUESTS = "spans of the request";

  /** The spans that were started in the hop. */
  static final String INSIDE = "spans inside";

  /** The spans that were started when it was through. */
  static final String AFTER = "spans after";

  /** The kinds of all other spans. */
  static final String BESIDES = "spans besides";

  /** In place of a value that is another one for each request. */
  static final String CALLERS = "the caller's";

  private ContextFields() {}

  /** A number of spans, all of them where they belong. */
  static String children(int count) {
    return count + " below the request";
  }

  /** What became of one request. */
  static Map<String, Object> of(
      ContextHop hop, ContextRun.Request request, HopResult result, List<SpanData> spans) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put(Fields.ANSWER, result.status());
    fields.put(BAGGAGE_INSIDE, baggage(request, result.baggageInside()));
    fields.put(BAGGAGE_AFTER, baggage(request, result.baggageAfter()));
    Map<String, SpanData> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    List<SpanData> own = new ArrayList<>();
    List<String> besides = new ArrayList<>();
    for (SpanData span : spans) {
      if (isOfTheRequest(span, request)) {
        own.add(span);
      } else if (span.kind() != SpanKind.INTERNAL) {
        besides.add(span.kind().name());
      } else if (!span.name().equals("in " + hop.name())
          && !span.name().equals("after " + hop.name())) {
        besides.add(span.kind() + " " + span.name());
      }
    }
    besides.sort(null);
    String id = own.isEmpty() ? "" : own.get(0).spanId();
    fields.put(REQUESTS, own.size());
    fields.put(INSIDE, below(id, "in " + hop.name(), spans, byId));
    fields.put(AFTER, below(id, "after " + hop.name(), spans, byId));
    fields.put(BESIDES, besides);
    return fields;
  }

  /** What is the same of all requests, and in other fields what there is how often. */
  static Map<String, Object> summary(List<Map<String, Object>> all) {
    Map<String, Map<Object, Integer>> counts = new TreeMap<>();
    for (Map<String, Object> fields : all) {
      fields.forEach(
          (name, value) ->
              counts.computeIfAbsent(name, field -> new HashMap<>()).merge(value, 1, Integer::sum));
    }
    Map<String, Object> summary = new TreeMap<>();
    counts.forEach(
        (name, values) ->
            summary.put(
                name,
                values.size() == 1 && values.containsValue(all.size())
                    ? values.keySet().iterator().next()
                    : values.toString()));
    return summary;
  }

  private static String baggage(ContextRun.Request request, String found) {
    return found.equals(request.customer()) ? CALLERS : "'" + found + "'";
  }

  /** By the parent, which is in no process that sends spans here. */
  private static boolean isOfTheRequest(SpanData span, ContextRun.Request request) {
    return span.kind() == SpanKind.SERVER && span.parentSpanId().equals(request.parentSpanId());
  }

  /** The spans of a name: how many, and how many of them have what they should above them. */
  private static String below(
      String request, String name, List<SpanData> spans, Map<String, SpanData> byId) {
    int count = 0;
    int right = 0;
    for (SpanData span : spans) {
      if (span.name().equals(name)) {
        count++;
        right += top(span, byId).equals(request) ? 1 : 0;
      }
    }
    return count == right ? children(count) : count + ", " + right + " of them below the request";
  }

  /** The nearest span above that is no message on its way. */
  private static String top(SpanData span, Map<String, SpanData> byId) {
    SpanData above = byId.get(span.parentSpanId());
    for (int i = 0; i < byId.size() && above != null && isMessage(above); i++) {
      above = byId.get(above.parentSpanId());
    }
    return above == null ? "none" : above.spanId();
  }

  private static boolean isMessage(SpanData span) {
    return span.kind() == SpanKind.PRODUCER || span.kind() == SpanKind.CONSUMER;
  }
}
