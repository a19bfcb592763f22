package dev.skein.it.contract;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that can be compared of a request's outcome, by name: the answer, the number of spans, and
 * the fields of the span. Attributes have their own names. Identifiers, times and stack traces are
 * left out, and so is the resource.
 */
final class SpanFields {
  /** The status that the client has received; 0 for none. */
  static final String ANSWER = "answer";

  /** How many spans there are. Without exactly one, there are no other fields. */
  static final String SPANS = "spans";

  /** In place of an id that is another one for each request. */
  static final String CALLERS_TRACE = "the caller's";

  /** In place of the port that the client's connection had. */
  static final String CLIENT_PORT = "the client's";

  private static final String STACK_TRACE = "exception.stacktrace";

  private SpanFields() {}

  static Map<String, Object> of(
      ParityRequest request, Client.Outcome outcome, List<SpanData> spans) {
    Map<String, Object> fields = new TreeMap<>();
    if (spans.size() == 1) {
      addSpan(fields, spans.get(0), request);
      if (Long.valueOf(outcome.port()).equals(fields.get("network.peer.port"))) {
        fields.put("network.peer.port", CLIENT_PORT);
      }
    }
    fields.put(ANSWER, outcome.status());
    fields.put(SPANS, spans.size());
    return fields;
  }

  private static void addSpan(Map<String, Object> fields, SpanData span, ParityRequest request) {
    fields.putAll(span.attributes());
    boolean continued = span.traceId().equals(ParityRequest.traceId(request.name()));
    fields.put("name", span.name());
    fields.put("kind", span.kind().name());
    fields.put("trace", continued ? CALLERS_TRACE : "a new one");
    fields.put("parent", span.parentSpanId());
    fields.put("flags", String.format("0x%x", span.flags()));
    fields.put("tracestate", span.traceState());
    fields.put("status", span.statusCode().name());
    fields.put("status message", span.statusMessage());
    fields.put("events", span.events().stream().map(SpanFields::event).toList());
    fields.put("links", span.links().stream().map(SpanData.Link::toString).toList());
    fields.put(
        "dropped",
        span.droppedAttributesCount() + span.droppedEventsCount() + span.droppedLinksCount());
  }

  /** The fields that are not as expected, one text each. */
  static List<String> differences(Map<String, Object> expected, Map<String, Object> actual) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    names.removeIf(name -> Objects.equals(expected.get(name), actual.get(name)));
    return names.stream()
        .map(name -> name + ": not " + shown(expected, name) + " but " + shown(actual, name))
        .toList();
  }

  private static String shown(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "absent" : value + " (" + value.getClass().getSimpleName() + ")";
  }

  /** What a recorded exception is expected to look like. */
  static String exception(String type, String message) {
    return event(
        "exception",
        Map.of("exception.type", type, "exception.message", message, STACK_TRACE, "present"));
  }

  private static String event(SpanData.Event event) {
    Map<String, Object> attributes = new TreeMap<>(event.attributes());
    // it has to name the line that failed; where that was called from is the framework's affair
    attributes.computeIfPresent(
        STACK_TRACE,
        (name, trace) ->
            trace.toString().contains("at dev.skein.it.contract.")
                ? "present"
                : "useless: " + trace);
    return event(event.name(), attributes);
  }

  private static String event(String name, Map<String, ?> attributes) {
    return name + " " + new TreeMap<>(attributes);
  }
}
