package dev.skein.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns the bytes of an OTLP {@code ExportTraceServiceRequest} back into spans. Everybody who needs
 * objects reads them here: the console exporter, tests, viewers.
 *
 * <p>Bytes that are not such a request, ids of the wrong length, values nested deeper than 64
 * levels and requests of more than a million elements (spans, events, links, attributes, values)
 * are refused by a {@link MalformedOtlpException}; nothing else is thrown. Every length is checked
 * before memory is allocated for it. Unknown fields are passed over.
 *
 * <p>The fields are those of opentelemetry-proto 1.11. Where an attribute comes twice, the last one
 * counts.
 */
public final class OtlpReader {
  private final ProtoInput in;
  private final AttributeReader attributes;
  private final List<SpanData> spans = new ArrayList<>();
  private String scopeName = "";
  private String scopeVersion = "";

  private OtlpReader(byte[] request) {
    in = new ProtoInput(request);
    attributes = new AttributeReader(in);
  }

  /**
   * Reads the spans of a request, in their order.
   *
   * @throws MalformedOtlpException if the bytes are not a request
   */
  public static List<SpanData> read(byte[] request) throws MalformedOtlpException {
    OtlpReader reader = new OtlpReader(Objects.requireNonNull(request, "request"));
    reader.request();
    return Collections.unmodifiableList(reader.spans);
  }

  /**
   * Reads the spans of a batch, in their order.
   *
   * @throws MalformedOtlpException if the batch holds bytes that are not spans
   */
  public static List<SpanData> read(SpanBatch batch) throws MalformedOtlpException {
    return read(Objects.requireNonNull(batch, "batch").toByteArray());
  }

  private void request() throws MalformedOtlpException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        int outer = in.enter();
        resourceSpans();
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void resourceSpans() throws MalformedOtlpException {
    // the resource may come after the spans, which see it fill up
    Map<String, Object> resource = new LinkedHashMap<>();
    Map<String, Object> shared = Collections.unmodifiableMap(resource);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> attributes.message(resource);
        case 0x12 -> {
          int outer = in.enter();
          scopeSpans(shared);
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
  }

  private void scopeSpans(Map<String, Object> resource) throws MalformedOtlpException {
    // the scope may come after the spans as well
    List<SpanReader> read = new ArrayList<>();
    scopeName = "";
    scopeVersion = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> scope();
        case 0x12 -> read.add(new SpanReader(in, attributes));
        default -> in.skip(tag);
      }
    }
    for (SpanReader span : read) {
      spans.add(span.toSpanData(resource, scopeName, scopeVersion));
    }
  }

  private void scope() throws MalformedOtlpException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> scopeName = in.string();
        case 0x12 -> scopeVersion = in.string();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
