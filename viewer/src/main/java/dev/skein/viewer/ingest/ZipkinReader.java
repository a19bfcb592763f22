package dev.skein.viewer.ingest;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads spans of Zipkin's version 2 and writes them as an OTLP request in protobuf. Any field may
 * be null; what is unknown is passed over. For one body.
 *
 * @see <a href="https://zipkin.io/zipkin-api/#/default/post_spans">Zipkin API v2</a>
 */
final class ZipkinReader {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private final JsonInput in;
  private final ZipkinWriter out;

  ZipkinReader(JsonInput in, MessageWriter out) {
    this.in = in;
    this.out = new ZipkinWriter(out);
  }

  /** Reads a list of spans. */
  void spans() throws IOException {
    list(false);
    out.end();
  }

  /** Reads a list of spans, or of traces, which are lists of spans. */
  void spansOrTraces() throws IOException {
    list(true);
    out.end();
  }

  private void list(boolean mayHoldLists) throws IOException {
    while (in.nextElement()) {
      if (mayHoldLists && in.isList()) {
        list(false);
      } else if (in.isObject()) {
        span();
      } else {
        throw in.problem("a span was expected");
      }
    }
  }

  private void span() throws IOException {
    ZipkinSpan span = new ZipkinSpan();
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "traceId" -> span.traceId = in.hex(TRACE_ID_BYTES);
        case "id" -> span.id = in.hex(SPAN_ID_BYTES);
        case "parentId" -> span.parentId = in.hex(SPAN_ID_BYTES);
        case "name" -> span.name = in.string();
        case "kind" -> span.kind = in.string().toUpperCase(Locale.ROOT);
        case "timestamp" -> span.timestamp = in.int64();
        case "duration" -> span.duration = in.int64();
        case "localEndpoint" -> endpoint(span.local);
        case "remoteEndpoint" -> endpoint(span.remote);
        case "tags" -> tags(span);
        case "annotations" -> annotations(span);
        default -> in.skip();
      }
    }
    if (Arrays.equals(span.id, span.parentId)) {
      // as Zipkin has it: a span is not its own parent
      span.parentId = ZipkinSpan.NO_ID;
    }
    out.write(span);
  }

  private void endpoint(ZipkinSpan.Endpoint endpoint) throws IOException {
    if (!in.beginObject()) {
      return;
    }
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "serviceName" -> endpoint.service = in.string();
        case "ipv4" -> endpoint.ipv4 = in.string();
        case "ipv6" -> endpoint.ipv6 = in.string();
        case "port" -> endpoint.port = in.int64();
        default -> in.skip();
      }
    }
  }

  private void tags(ZipkinSpan span) throws IOException {
    if (!in.beginObject()) {
      return;
    }
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      span.tags.put(name, in.scalar());
    }
  }

  private void annotations(ZipkinSpan span) throws IOException {
    if (!in.beginList()) {
      return;
    }
    while (in.nextElement()) {
      if (in.isNull()) {
        continue;
      }
      if (!in.isObject()) {
        throw in.problem("an object was expected");
      }
      long time = 0;
      String value = "";
      for (String name = in.nextField(); name != null; name = in.nextField()) {
        switch (name) {
          case "timestamp" -> time = in.int64();
          case "value" -> value = in.string();
          default -> in.skip();
        }
      }
      span.annotations.add(new ZipkinSpan.Annotation(time, value));
    }
  }
}
