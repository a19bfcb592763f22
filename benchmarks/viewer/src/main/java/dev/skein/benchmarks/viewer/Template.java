package dev.skein.benchmarks.viewer;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * A request of {@value #SPANS} spans, ten traces of ten, over four services and as different as the
 * requests of a shop. Each copy gets trace ids of its own, and begins at a time of its own.
 * Thread-safe.
 */
final class Template {
  /** Spans in a request. */
  static final int SPANS = 100;

  static final List<String> SERVICES = List.of("storefront", "payment", "inventory", "shipping");

  private static final int TRACE = 10;
  private static final long SENTINEL = 0xA7C3_5EED_0BAD_F00DL;

  /** How ids are written. */
  enum Format {
    OTLP("/v1/traces", "application/x-protobuf"),
    ZIPKIN("/api/v2/spans", "application/json");

    private final String path;
    private final String contentType;

    Format(String path, String contentType) {
      this.path = path;
      this.contentType = contentType;
    }

    String path() {
      return path;
    }

    String contentType() {
      return contentType;
    }

    @Override
    public String toString() {
      return this == OTLP ? "OTLP protobuf" : "Zipkin JSON";
    }
  }

  private final Format format;
  private final byte[] bytes;
  private final int[] traceIds;
  private final int[] traceOf;

  private Template(Format format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
    List<int[]> found = new ArrayList<>();
    for (int trace = 0; trace < SPANS / TRACE; trace++) {
      byte[] id = encode(format, SENTINEL, trace + 1);
      for (int at = 0; at + id.length <= bytes.length; at++) {
        if (Arrays.equals(bytes, at, at + id.length, id, 0, id.length)) {
          found.add(new int[] {at, trace});
        }
      }
    }
    if (found.size() != SPANS) {
      throw new IllegalStateException(found.size() + " trace ids in a request");
    }
    this.traceIds = found.stream().mapToInt(one -> one[0]).toArray();
    this.traceOf = found.stream().mapToInt(one -> one[1]).toArray();
  }

  /** A request in that format; its spans begin in the last minutes. */
  static Template of(Format format) {
    return new Template(format, format == Format.OTLP ? otlp() : zipkin());
  }

  Format format() {
    return format;
  }

  /** A copy whose traces have ids that follow from a number; no two numbers share one. */
  byte[] request(long number) {
    byte[] copy = bytes.clone();
    for (int i = 0; i < traceIds.length; i++) {
      byte[] id = encode(format, mixed(number), number * 16 + traceOf[i] + 1);
      System.arraycopy(id, 0, copy, traceIds[i], id.length);
    }
    return copy;
  }

  /** The id of a trace of a request, as text. */
  static String traceId(long number, int trace) {
    return HexFormat.of().toHexDigits(mixed(number))
        + HexFormat.of().toHexDigits(number * 16 + trace + 1);
  }

  private static long mixed(long number) {
    return (number + 1) * 0x9E37_79B9_7F4A_7C15L;
  }

  private static byte[] encode(Format format, long high, long low) {
    String hex = HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    return format == Format.OTLP
        ? HexFormat.of().parseHex(hex)
        : hex.getBytes(StandardCharsets.US_ASCII);
  }

  /** What both formats say of a span. */
  private record Content(
      int trace, int index, String service, String name, boolean server, long start, long nanos) {
    static List<Content> all() {
      List<Content> all = new ArrayList<>();
      long now = System.currentTimeMillis() * 1_000_000L;
      for (int span = 0; span < SPANS; span++) {
        int trace = span / TRACE;
        int index = span % TRACE;
        String service = SERVICES.get(index / 2 % SERVICES.size());
        boolean server = index % 2 == 0;
        String name = (server ? "POST /" : "GET /") + service + "/{id}/" + (trace + index) % 7;
        long start = now - trace * 1_000_000_000L + index * 1_000_000L;
        all.add(
            new Content(
                trace, index, service, name, server, start, (20 - index) * 1_700_000L + trace));
      }
      return all;
    }

    boolean failed() {
      return trace == 9 && index == 9;
    }

    TreeMap<String, String> attributes() {
      TreeMap<String, String> attributes = new TreeMap<>();
      attributes.put("http.request.method", server ? "POST" : "GET");
      attributes.put("http.route", "/" + service + "/{id}");
      attributes.put("http.response.status_code", failed() ? "503" : "200");
      attributes.put("server.address", "localhost");
      attributes.put("server.port", Integer.toString(8080 + index));
      attributes.put("url.path", "/" + service + "/" + (trace * 31 + index));
      attributes.put("url.scheme", "http");
      attributes.put("customer.id", "customer-" + trace * 7);
      return attributes;
    }
  }

  private static byte[] otlp() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (String service : SERVICES) {
      ScopeSpans.Builder spans = ScopeSpans.newBuilder();
      spans.getScopeBuilder().setName("benchmark").setVersion("1");
      for (Content content : Content.all()) {
        if (content.service().equals(service)) {
          spans.addSpans(span(content));
        }
      }
      request.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAttributes(text("service.name", service))
                      .addAttributes(text("host.name", "localhost")))
              .addScopeSpans(spans));
    }
    return request.build().toByteArray();
  }

  private static Span span(Content content) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(encode(Format.OTLP, SENTINEL, content.trace() + 1)))
            .setSpanId(id(content.index()))
            .setName(content.name())
            .setKind(
                content.server() ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_CLIENT)
            .setStartTimeUnixNano(content.start())
            .setEndTimeUnixNano(content.start() + content.nanos());
    if (content.index() > 0) {
      span.setParentSpanId(id(content.index() - 1));
    }
    if (content.failed()) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    content.attributes().forEach((name, value) -> span.addAttributes(text(name, value)));
    return span.build();
  }

  private static ByteString id(int index) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hexId(index)));
  }

  private static String hexId(int index) {
    return HexFormat.of().toHexDigits(0x5BA1_0000_0000_0001L + index);
  }

  private static KeyValue text(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static byte[] zipkin() {
    StringBuilder json = new StringBuilder("[");
    for (Content content : Content.all()) {
      json.append(json.length() == 1 ? "" : ",");
      json.append("{\"traceId\":\"")
          .append(HexFormat.of().toHexDigits(SENTINEL))
          .append(HexFormat.of().toHexDigits((long) content.trace() + 1))
          .append("\",\"id\":\"")
          .append(hexId(content.index()));
      if (content.index() > 0) {
        json.append("\",\"parentId\":\"").append(hexId(content.index() - 1));
      }
      json.append("\",\"name\":\"").append(content.name());
      json.append("\",\"kind\":\"").append(content.server() ? "SERVER" : "CLIENT");
      json.append("\",\"timestamp\":").append(content.start() / 1000);
      json.append(",\"duration\":").append(content.nanos() / 1000);
      json.append(",\"localEndpoint\":{\"serviceName\":\"").append(content.service());
      json.append("\",\"ipv4\":\"127.0.0.1\"},\"tags\":{");
      String separator = content.failed() ? "\"error\":\"unavailable\",\"" : "\"";
      for (var attribute : content.attributes().entrySet()) {
        json.append(separator).append(attribute.getKey()).append("\":\"");
        json.append(attribute.getValue()).append('"');
        separator = ",\"";
      }
      json.append("}}");
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }
}
