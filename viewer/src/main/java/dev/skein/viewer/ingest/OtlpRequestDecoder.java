package dev.skein.viewer.ingest;

import dev.skein.viewer.store.Source;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes an OTLP {@code ExportTraceServiceRequest} apart; the spans stay where they are in its
 * bytes. For one request.
 */
final class OtlpRequestDecoder {
  private static final int RESOURCE_SPANS = 0x0A;

  /** A resource in its message, and a scope in its. */
  private static final int HEADER = 0x0A;

  /** Spans of a scope in their message, and a span in its. */
  private static final int CONTENT = 0x12;

  private static final byte[] NOTHING = {};

  private final WireReader in;
  private final AttributeScanner attributes;
  private final SpanScanner scanner;
  private final SpanCollector spans;
  private final Map<ByteString, Origin> origins = new HashMap<>();

  /** A resource, and what comes from it by scope: equal ones are the same object. */
  private static final class Origin {
    private final byte[] resource;
    private final String service;
    private final Map<ByteString, Source> sources = new HashMap<>();

    Origin(byte[] resource, AttributeScanner found) {
      this.resource = resource;
      this.service = found.service();
    }
  }

  /** For the request that an array holds between two places. */
  OtlpRequestDecoder(byte[] array, int from, int to, SpanCollector spans) {
    this.spans = spans;
    in = new WireReader(array, from, to);
    attributes = new AttributeScanner(in);
    scanner = new SpanScanner(in, attributes);
  }

  void decode() throws MalformedSpansException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == RESOURCE_SPANS) {
        int outer = in.enter();
        resourceSpans();
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void resourceSpans() throws MalformedSpansException {
    byte[] resource = header();
    ByteString key = new ByteString(resource);
    Origin origin = origins.get(key);
    if (origin == null) {
      origin = origin(resource);
      origins.put(key, origin);
    }
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == CONTENT) {
        int outer = in.enter();
        scopeSpans(origin);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private static Origin origin(byte[] resource) throws MalformedSpansException {
    AttributeScanner found = new AttributeScanner(new WireReader(resource, 0, resource.length));
    try {
      found.resource();
    } catch (MalformedSpansException e) {
      throw new MalformedSpansException("a resource has " + e.getMessage() + " of it");
    }
    if (found.isTooMuch()) {
      throw new MalformedSpansException(
          "a resource has more than " + AttributeScanner.MAX_ELEMENTS + " attributes");
    }
    return new Origin(resource, found);
  }

  private void scopeSpans(Origin origin) throws MalformedSpansException {
    byte[] scope = header();
    ByteString key = new ByteString(scope);
    Source source = origin.sources.get(key);
    if (source == null) {
      check(scope);
      source = new Source(origin.service, origin.resource, scope);
      origin.sources.put(key, source);
    }
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == CONTENT) {
        int outer = in.enter();
        spans.add(scanner.read(source), scanner.problem());
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  /** What core's reader looks at of a scope: its fields, but no attributes. */
  private static void check(byte[] scope) throws MalformedSpansException {
    WireReader fields = new WireReader(scope, 0, scope.length);
    try {
      for (int tag = fields.tag(); tag != 0; tag = fields.tag()) {
        fields.skip(tag);
      }
    } catch (MalformedSpansException e) {
      throw new MalformedSpansException("a scope has " + e.getMessage() + " of it");
    }
  }

  /**
   * The resource or the scope of the current message, which may come after what is in it, and in
   * parts, which one after the other are the whole. The reader stays where it was.
   */
  private byte[] header() throws MalformedSpansException {
    int start = in.position();
    int length = header(NOTHING);
    in.reset(start);
    if (length == 0) {
      return NOTHING;
    }
    byte[] header = new byte[length];
    header(header);
    in.reset(start);
    return header;
  }

  /** Copies its parts into an array that is large enough, or counts their bytes. */
  private int header(byte[] target) throws MalformedSpansException {
    int total = 0;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == HEADER) {
        int length = in.text();
        if (target.length > 0) {
          System.arraycopy(in.array(), in.position() - length, target, total, length);
        }
        total += length;
      } else {
        in.skip(tag);
      }
    }
    return total;
  }
}
