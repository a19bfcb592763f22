package dev.skein.viewer.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes spans as OTLP's JSON, which {@link SpanDecoder#otlpJson} reads again as the same spans.
 * Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON
 *     Protobuf Encoding</a>
 */
public final class OtlpJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private OtlpJson() {}

  /** Where spans come from: what they are grouped by. */
  private record Group(Map<String, Object> resource, String scopeName, String scopeVersion) {}

  /**
   * Writes an {@code ExportTraceServiceRequest}: spans of the same resource and scope together,
   * otherwise in their order. Does not close the stream.
   *
   * @throws IOException if the stream throws it
   */
  public static void write(List<SpanData> spans, OutputStream target) throws IOException {
    Map<Group, List<SpanData>> groups = new LinkedHashMap<>();
    for (SpanData span : spans) {
      Group group = new Group(span.resource(), span.scopeName(), span.scopeVersion());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(span);
    }
    try (JsonGenerator json = FACTORY.createGenerator(target)) {
      OtlpJsonWriter writer = new OtlpJsonWriter(json);
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      for (Map.Entry<Group, List<SpanData>> group : groups.entrySet()) {
        Group from = group.getKey();
        writer.resourceSpans(
            from.resource(), from.scopeName(), from.scopeVersion(), group.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
