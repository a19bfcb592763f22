package dev.skein.interop;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One span as Zipkin's v2 JSON has it. What Zipkin does not know, links and {@code tracestate}, is
 * left out.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation</a>
 * @see <a href="https://zipkin.io/zipkin-api/#/default/post_spans">Zipkin API v2</a>
 */
final class ZipkinSpan {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final String ERROR = "error";

  private ZipkinSpan() {}

  static JsonText write(SpanData span, JsonText json) {
    json.raw("{");
    json.name("traceId").string(span.traceId());
    if (!span.isRoot()) {
      json.name("parentId").string(span.parentSpanId());
    }
    json.name("id").string(span.spanId());
    if (span.kind() != SpanKind.INTERNAL) {
      json.name("kind").string(span.kind().name());
    }
    json.name("name").string(span.name());
    json.name("timestamp").raw(micros(span.startEpochNanos()));
    json.name("duration").raw(Math.max(1, span.durationNanos() / NANOS_PER_MICRO));
    json.name("localEndpoint").raw("{").name("serviceName").string(service(span)).raw("}");
    if (span.kind() == SpanKind.CLIENT || span.kind() == SpanKind.PRODUCER) {
      RemoteEndpoint.write(span.attributes(), json);
    }
    annotations(span, json);
    tags(span, json);
    return json.raw("}");
  }

  private static String service(SpanData span) {
    Object name = span.resource().get("service.name");
    return name == null ? "unknown_service:java" : name.toString();
  }

  /** Nanoseconds are unsigned. */
  private static long micros(long nanos) {
    return Long.divideUnsigned(nanos, NANOS_PER_MICRO);
  }

  private static void annotations(SpanData span, JsonText json) {
    if (span.events().isEmpty()) {
      return;
    }
    json.name("annotations");
    String separator = "[";
    for (SpanData.Event event : span.events()) {
      json.raw(separator).raw("{").name("timestamp").raw(micros(event.epochNanos()));
      json.name("value").string(annotation(event)).raw("}");
      separator = ",";
    }
    json.raw("]");
  }

  /** {@code "name": {attributes}}, or the name alone. */
  private static String annotation(SpanData.Event event) {
    if (event.attributes().isEmpty()) {
      return event.name();
    }
    return new JsonText().string(event.name()).raw(": ").value(event.attributes()).toString();
  }

  private static void tags(SpanData span, JsonText json) {
    Map<String, String> tags = new LinkedHashMap<>();
    span.attributes().forEach((name, value) -> tags.put(name, JsonText.plain(value)));
    status(span, tags);
    count("otel.dropped_attributes_count", span.droppedAttributesCount(), tags);
    count("otel.dropped_events_count", span.droppedEventsCount(), tags);
    count("otel.dropped_links_count", span.droppedLinksCount(), tags);
    if (!span.scopeName().isEmpty()) {
      tags.put("otel.scope.name", span.scopeName());
    }
    if (!span.scopeVersion().isEmpty()) {
      tags.put("otel.scope.version", span.scopeVersion());
    }
    if (!tags.isEmpty()) {
      json.name("tags").raw("{");
      tags.forEach((name, value) -> json.name(name).string(value));
      json.raw("}");
    }
  }

  /** To Zipkin any tag of this name is an error, whatever it says: {@code false}, for example. */
  private static void status(SpanData span, Map<String, String> tags) {
    if (span.statusCode() == StatusCode.ERROR) {
      tags.put("otel.status_code", "ERROR");
      tags.put(ERROR, span.statusMessage());
      return;
    }
    if (span.statusCode() == StatusCode.OK) {
      tags.put("otel.status_code", "OK");
    }
    if ("false".equalsIgnoreCase(tags.get(ERROR))) {
      tags.remove(ERROR);
    }
  }

  private static void count(String name, int dropped, Map<String, String> tags) {
    if (dropped != 0) {
      tags.put(name, Integer.toUnsignedString(dropped));
    }
  }
}
