package dev.skein.viewer.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.skein.export.SpanData;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes spans as OTLP's JSON, which {@link SpanDecoder#otlpJson} reads again as the same spans:
 * one {@code ExportTraceServiceRequest}, however often spans are added. Not thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON
 *     Protobuf Encoding</a>
 */
public final class OtlpJson implements Closeable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;
  private final OtlpJsonWriter writer;

  private OtlpJson(OutputStream target) throws IOException {
    json = FACTORY.createGenerator(target);
    writer = new OtlpJsonWriter(json);
    json.writeStartObject();
    json.writeArrayFieldStart("resourceSpans");
  }

  /**
   * Begins a request.
   *
   * @throws IOException if the stream throws it
   */
  public static OtlpJson open(OutputStream target) throws IOException {
    return new OtlpJson(target);
  }

  /**
   * Writes a request with these spans. Does not close the stream.
   *
   * @throws IOException if the stream throws it
   */
  public static void write(List<SpanData> spans, OutputStream target) throws IOException {
    try (OtlpJson json = open(target)) {
      json.add(spans);
    }
  }

  /**
   * Adds spans: those of the same resource together, and of these those of the same scope,
   * otherwise in their order. A resource is written once.
   *
   * @throws IOException if the stream throws it
   */
  public void add(List<SpanData> spans) throws IOException {
    IdentityHashMap<Map<String, Object>, String> resources = new IdentityHashMap<>();
    // by text: whoever sends spans can choose what has one hash, and strings are comparable
    Map<String, Map<String, List<SpanData>>> groups = new LinkedHashMap<>();
    for (SpanData span : spans) {
      String resource = resources.get(span.resource());
      if (resource == null) {
        resource = text(part -> part.resource(span.resource()));
        resources.put(span.resource(), resource);
      }
      String scope = text(part -> part.scope(span.scopeName(), span.scopeVersion()));
      groups
          .computeIfAbsent(resource, key -> new LinkedHashMap<>())
          .computeIfAbsent(scope, key -> new ArrayList<>())
          .add(span);
    }
    for (Map.Entry<String, Map<String, List<SpanData>>> group : groups.entrySet()) {
      writer.resourceSpans(group.getKey(), group.getValue());
    }
  }

  /**
   * Ends the request. Does not close the stream.
   *
   * @throws IOException if the stream throws it
   */
  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  /** Writes a part of a document. */
  @FunctionalInterface
  private interface Part {
    void write(OtlpJsonWriter json) throws IOException;
  }

  private static String text(Part part) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      part.write(new OtlpJsonWriter(json));
    }
    return text.toString();
  }
}
