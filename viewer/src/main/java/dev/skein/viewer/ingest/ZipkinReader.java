package dev.skein.viewer.ingest;

import dev.skein.SpanKind;
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
  private final ZipkinSpan span = new ZipkinSpan();

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
    span.clear();
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "traceId" -> span.traceId = in.hex(TRACE_ID_BYTES);
        case "id" -> span.id = in.hex(SPAN_ID_BYTES);
        case "parentId" -> span.parentId = in.hex(SPAN_ID_BYTES);
        case "name" -> in.string(0x2A, span.fields);
        case "kind" -> span.kind = kind(in.string());
        case "timestamp" -> span.timestamp = in.int64();
        case "duration" -> span.duration = in.int64();
        case "localEndpoint" -> endpoint(span.local);
        case "remoteEndpoint" -> endpoint(span.remote);
        case "tags" -> tags();
        case "annotations" -> annotations();
        default -> in.skip();
      }
    }
    if (Arrays.equals(span.id, span.parentId)) {
      // as Zipkin has it: a span is not its own parent
      span.parentId = ZipkinSpan.NO_ID;
    }
    out.write(span);
  }

  private static SpanKind kind(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "CLIENT" -> SpanKind.CLIENT;
      case "SERVER" -> SpanKind.SERVER;
      case "PRODUCER" -> SpanKind.PRODUCER;
      case "CONSUMER" -> SpanKind.CONSUMER;
      default -> SpanKind.INTERNAL;
    };
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

  /** To Zipkin a span with the tag error is one, whatever it says. */
  private void tags() throws IOException {
    if (!in.beginObject()) {
      return;
    }
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      switch (name) {
        case "error" -> {
          span.isError = true;
          span.errorMessage = in.scalar();
        }
        case "otel.status_code" -> {
          String code = in.scalar();
          span.isError |= code.equals("ERROR");
          span.isOk = code.equals("OK");
        }
        case "otel.scope.name" -> span.scopeName = in.scalar();
        case "otel.scope.version" -> span.scopeVersion = in.scalar();
        default -> {
          watch(name);
          int attribute = span.fields.begin();
          span.fields.string(0x0A, name);
          int value = span.fields.begin();
          in.scalar(0x0A, span.fields);
          span.fields.end(0x12, value);
          span.fields.end(ZipkinWriter.ATTRIBUTE, attribute);
        }
      }
    }
  }

  /** Remembers that there is a tag which says what an endpoint says as well. */
  private void watch(String tag) {
    switch (tag) {
      case ZipkinWriter.PEER_SERVICE -> span.hasPeerService = true;
      case ZipkinWriter.PEER_ADDRESS -> span.remote.isAddressTagged = true;
      case ZipkinWriter.PEER_PORT -> span.remote.isPortTagged = true;
      case ZipkinWriter.LOCAL_ADDRESS -> span.local.isAddressTagged = true;
      case ZipkinWriter.LOCAL_PORT -> span.local.isPortTagged = true;
      default -> {}
    }
  }

  private void annotations() throws IOException {
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
      int event = span.fields.begin();
      for (String name = in.nextField(); name != null; name = in.nextField()) {
        switch (name) {
          case "timestamp" -> annotatedAt(in.int64());
          case "value" -> annotation();
          default -> in.skip();
        }
      }
      span.fields.end(0x5A, event);
    }
  }

  private void annotation() throws IOException {
    if (in.beginsWith('"')) {
      EventText.write(in.string(), span.fields);
    } else {
      in.string(0x12, span.fields);
    }
  }

  private void annotatedAt(long micros) {
    span.fields.fixed64(0x09, ZipkinWriter.nanos(micros));
    if (micros > 0 && (span.firstAnnotation == 0 || micros < span.firstAnnotation)) {
      span.firstAnnotation = micros;
    }
  }
}
