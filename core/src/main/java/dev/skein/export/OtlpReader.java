package dev.skein.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    OtlpReader reader = new OtlpReader(request);
    reader.request();
    return Collections.unmodifiableList(reader.spans);
  }

  /**
   * Reads the spans of a batch, in their order.
   *
   * @throws MalformedOtlpException if the batch holds bytes that are not spans
   */
  public static List<SpanData> read(SpanBatch batch) throws MalformedOtlpException {
    return read(batch.toByteArray());
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

  /** In two passes: the resource may come after the spans it belongs to. */
  private void resourceSpans() throws MalformedOtlpException {
    int start = in.position();
    Map<String, Object> resource = new LinkedHashMap<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        attributes.message(resource);
      } else {
        in.skip(tag);
      }
    }
    in.rewind(start);
    Map<String, Object> shared = Collections.unmodifiableMap(resource);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x12) {
        int outer = in.enter();
        scopeSpans(shared);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  /** In two passes, for the same reason. */
  private void scopeSpans(Map<String, Object> resource) throws MalformedOtlpException {
    int start = in.position();
    String[] scope = {"", ""};
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x0A) {
        scope(scope);
      } else {
        in.skip(tag);
      }
    }
    in.rewind(start);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 0x12) {
        spans.add(new SpanReader(in, attributes).read(resource, scope[0], scope[1]));
      } else {
        in.skip(tag);
      }
    }
  }

  private void scope(String[] nameAndVersion) throws MalformedOtlpException {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 0x0A -> nameAndVersion[0] = in.string();
        case 0x12 -> nameAndVersion[1] = in.string();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
