package dev.skein.testkit.contract;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The outcome of a case as fields with names: what is expected and what was found are compared
 * field by field. Attributes have their own names. Identifiers, times and stack traces have no
 * field of their own, and neither has the resource.
 */
final class Fields {
  /**
   * The status that the client has received; 0 for none. What else is known of the answer is in
   * fields whose names begin with this one.
   */
  static final String ANSWER = "answer";

  /** How many spans there are. Without exactly one, there are no fields of a span. */
  static final String SPANS = "spans";

  /** In place of an id that is another one for each request. */
  static final String CALLERS_TRACE = "the caller's";

  /** In place of an id that nobody knows before. */
  static final String NEW_TRACE = "a new one";

  /** In place of the port that the client's connection had. */
  static final String CLIENT_PORT = "the client's";

  /** In place of the port that the server listens on. */
  static final String SERVER_PORT = "the server's";

  private static final String STACK_TRACE = "exception.stacktrace";

  private Fields() {}

  /** The fields of a span, besides those that only its caller can name: trace and parent. */
  static Map<String, Object> of(SpanData span) {
    Map<String, Object> fields = new TreeMap<>(span.attributes());
    fields.put("name", span.name());
    fields.put("kind", span.kind().name());
    fields.put("flags", String.format("0x%x", span.flags()));
    fields.put("tracestate", span.traceState());
    fields.put("status", span.statusCode().name());
    fields.put("status message", span.statusMessage());
    fields.put("events", span.events().stream().map(Fields::event).toList());
    fields.put("links", span.links().stream().map(SpanData.Link::toString).toList());
    fields.put(
        "dropped",
        span.droppedAttributesCount() + span.droppedEventsCount() + span.droppedLinksCount());
    return fields;
  }

  /**
   * Whether a field is that of a span which is not there when there are so many. Those of the
   * second are called {@code 2: } and the name of the field.
   */
  static boolean isOfSpanBeyond(int spans, String field) {
    int colon = field.indexOf(": ");
    int number = colon < 0 ? 1 : Integer.parseInt(field.substring(0, colon));
    String name = colon < 0 ? field : field.substring(colon + 2);
    return number > spans
        && !name.equals(SPANS)
        && !name.startsWith(ANSWER)
        && !ClientFields.isOfTheCall(name);
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
        (name, trace) -> trace.toString().contains("\n\tat ") ? "present" : "useless: " + trace);
    return event(event.name(), attributes);
  }

  private static String event(String name, Map<String, ?> attributes) {
    return name + " " + new TreeMap<>(attributes);
  }
}
