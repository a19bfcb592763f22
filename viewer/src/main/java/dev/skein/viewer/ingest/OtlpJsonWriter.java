package dev.skein.viewer.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the messages of OTLP as JSON; what is empty or zero is left out, as protobuf has it. */
final class OtlpJsonWriter {
  private final JsonGenerator json;

  OtlpJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes a resource of these attributes. */
  void resource(Map<String, Object> resource) throws IOException {
    json.writeStartObject();
    attributes("attributes", resource);
    json.writeEndObject();
  }

  /** Writes an instrumentation scope. */
  void scope(String name, String version) throws IOException {
    json.writeStartObject();
    text("name", name);
    text("version", version);
    json.writeEndObject();
  }

  /** Writes spans of one resource by their scopes; these and the resource are JSON already. */
  void resourceSpans(String resource, Map<String, List<SpanData>> scopes) throws IOException {
    json.writeStartObject();
    json.writeFieldName("resource");
    json.writeRawValue(resource);
    json.writeArrayFieldStart("scopeSpans");
    for (Map.Entry<String, List<SpanData>> scope : scopes.entrySet()) {
      scopeSpans(scope.getKey(), scope.getValue());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void scopeSpans(String scope, List<SpanData> spans) throws IOException {
    json.writeStartObject();
    json.writeFieldName("scope");
    json.writeRawValue(scope);
    json.writeArrayFieldStart("spans");
    for (SpanData span : spans) {
      span(span);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void span(SpanData span) throws IOException {
    json.writeStartObject();
    text("traceId", span.traceId());
    text("spanId", span.spanId());
    text("traceState", span.traceState());
    text("parentSpanId", span.parentSpanId());
    count("flags", span.flags());
    text("name", span.name());
    json.writeNumberField("kind", span.kind().otlpNumber());
    time("startTimeUnixNano", span.startEpochNanos());
    time("endTimeUnixNano", span.endEpochNanos());
    attributes("attributes", span.attributes());
    count("droppedAttributesCount", span.droppedAttributesCount());
    events(span.events());
    count("droppedEventsCount", span.droppedEventsCount());
    links(span.links());
    count("droppedLinksCount", span.droppedLinksCount());
    json.writeObjectFieldStart("status");
    text("message", span.statusMessage());
    if (span.statusCode() != StatusCode.UNSET) {
      json.writeNumberField("code", span.statusCode().otlpNumber());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void events(List<SpanData.Event> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("events");
    for (SpanData.Event event : events) {
      json.writeStartObject();
      time("timeUnixNano", event.epochNanos());
      text("name", event.name());
      attributes("attributes", event.attributes());
      count("droppedAttributesCount", event.droppedAttributesCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void links(List<SpanData.Link> links) throws IOException {
    if (links.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("links");
    for (SpanData.Link link : links) {
      json.writeStartObject();
      text("traceId", link.traceId());
      text("spanId", link.spanId());
      text("traceState", link.traceState());
      count("flags", link.flags());
      attributes("attributes", link.attributes());
      count("droppedAttributesCount", link.droppedAttributesCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void attributes(String name, Map<String, Object> attributes) throws IOException {
    if (!attributes.isEmpty()) {
      json.writeFieldName(name);
      keyValues(attributes);
    }
  }

  private void keyValues(Map<?, ?> attributes) throws IOException {
    json.writeStartArray();
    for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
      json.writeStartObject();
      json.writeStringField("key", wellFormed(String.valueOf(attribute.getKey())));
      json.writeFieldName("value");
      value(attribute.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void value(@Nullable Object value) throws IOException {
    json.writeStartObject();
    if (value instanceof String text) {
      json.writeStringField("stringValue", wellFormed(text));
    } else if (value instanceof Boolean truth) {
      json.writeBooleanField("boolValue", truth);
    } else if (value instanceof Long number) {
      json.writeStringField("intValue", number.toString());
    } else if (value instanceof Double number) {
      // what JSON has no number for becomes a string, as protobuf has it
      json.writeNumberField("doubleValue", number);
    } else if (value instanceof byte[] bytes) {
      json.writeStringField("bytesValue", Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof List<?> list) {
      json.writeObjectFieldStart("arrayValue");
      json.writeArrayFieldStart("values");
      for (Object element : list) {
        value(element);
      }
      json.writeEndArray();
      json.writeEndObject();
    } else if (value instanceof Map<?, ?> map) {
      json.writeObjectFieldStart("kvlistValue");
      json.writeFieldName("values");
      keyValues(map);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, wellFormed(value));
    }
  }

  private void count(String name, int unsigned) throws IOException {
    if (unsigned != 0) {
      json.writeNumberField(name, Integer.toUnsignedLong(unsigned));
    }
  }

  private void time(String name, long unsigned) throws IOException {
    if (unsigned != 0) {
      json.writeStringField(name, Long.toUnsignedString(unsigned));
    }
  }

  /** Half of a surrogate pair is no character, and the generator would throw. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        StringBuilder formed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> formed.appendCodePoint(isHalf(c) ? 0xFFFD : c));
        return formed.toString();
      }
    }
    return text;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
