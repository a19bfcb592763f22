package dev.skein.viewer.ingest;

import dev.skein.export.SpanData;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Spans as text that is equal when they are: arrays of bytes are not. */
final class Spans {
  private Spans() {}

  /** A line for each, with everything. */
  static String text(List<SpanData> spans) {
    return spans.stream().map(Spans::text).collect(Collectors.joining("\n"));
  }

  /** The same in any order. */
  static String sortedText(List<SpanData> spans) {
    return spans.stream().map(Spans::text).sorted().collect(Collectors.joining("\n"));
  }

  private static String text(SpanData span) {
    return String.join(
        " ",
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        quoted(span.traceState()),
        Integer.toHexString(span.flags()),
        quoted(span.name()),
        span.kind().name(),
        Long.toUnsignedString(span.startEpochNanos()),
        Long.toUnsignedString(span.endEpochNanos()),
        value(span.attributes()),
        Integer.toUnsignedString(span.droppedAttributesCount()),
        span.events().stream().map(Spans::text).toList().toString(),
        Integer.toUnsignedString(span.droppedEventsCount()),
        span.links().stream().map(Spans::text).toList().toString(),
        Integer.toUnsignedString(span.droppedLinksCount()),
        span.statusCode().name(),
        quoted(span.statusMessage()),
        value(span.resource()),
        quoted(span.scopeName()),
        quoted(span.scopeVersion()));
  }

  private static String text(SpanData.Event event) {
    return quoted(event.name())
        + event.epochNanos()
        + value(event.attributes())
        + event.droppedAttributesCount();
  }

  private static String text(SpanData.Link link) {
    return link.traceId()
        + link.spanId()
        + quoted(link.traceState())
        + link.flags()
        + value(link.attributes())
        + link.droppedAttributesCount();
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> texts = new TreeMap<>();
      map.forEach((name, inner) -> texts.put(quoted((String) name), value(inner)));
      return texts.toString();
    } else if (value instanceof List<?> list) {
      return list.stream().map(Spans::value).toList().toString();
    } else if (value instanceof byte[] bytes) {
      return "bytes " + Base64.getEncoder().encodeToString(bytes);
    } else if (value instanceof String text) {
      return quoted(text);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }
}
