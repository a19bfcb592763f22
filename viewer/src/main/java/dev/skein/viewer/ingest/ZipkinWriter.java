package dev.skein.viewer.ingest;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import java.util.Map;

/**
 * Writes Zipkin's spans as an OTLP request in protobuf: tags become attributes, annotations events,
 * and the tag {@code error} the status. What OpenTelemetry's exporters say in tags becomes what it
 * was before.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation</a>
 */
final class ZipkinWriter {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MAX_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;
  private static final long MAX_PORT = 65_535;

  private static final String ERROR = "error";
  private static final String STATUS_CODE = "otel.status_code";
  private static final String SCOPE_NAME = "otel.scope.name";
  private static final String SCOPE_VERSION = "otel.scope.version";
  private static final int SPAN = 0x12;
  private static final int ATTRIBUTE = 0x4A;

  private final MessageWriter out;

  // of the spans that are being written
  private boolean isOpen;
  private String service = "";
  private String scopeName = "";
  private String scopeVersion = "";
  private int resourceSpans;
  private int scopeSpans;

  ZipkinWriter(MessageWriter out) {
    this.out = out;
  }

  /** Ends what was begun. */
  void end() {
    if (isOpen) {
      out.end(0x12, scopeSpans);
      out.end(0x0A, resourceSpans);
      isOpen = false;
    }
  }

  void write(ZipkinSpan span) {
    begin(
        span.local.service,
        span.tags.getOrDefault(SCOPE_NAME, ""),
        span.tags.getOrDefault(SCOPE_VERSION, ""));
    int mark = out.begin();
    id(0x0A, span.traceId);
    id(0x12, span.id);
    id(0x22, span.parentId);
    if (!span.name.isEmpty()) {
      out.string(0x2A, span.name);
    }
    if (!span.kind.isEmpty()) {
      out.varint(0x30, kind(span.kind));
    }
    times(span);
    tags(span.tags);
    endpoints(span);
    for (ZipkinSpan.Annotation annotation : span.annotations) {
      int event = out.begin();
      out.fixed64(0x09, nanos(annotation.timestamp()));
      out.string(0x12, annotation.value());
      out.end(0x5A, event);
    }
    status(span.tags);
    out.end(SPAN, mark);
  }

  /** Goes on among spans of the same service and scope, or begins others. */
  private void begin(String ofService, String ofScope, String ofVersion) {
    if (isOpen
        && service.equals(ofService)
        && scopeName.equals(ofScope)
        && scopeVersion.equals(ofVersion)) {
      return;
    }
    end();
    isOpen = true;
    service = ofService;
    scopeName = ofScope;
    scopeVersion = ofVersion;
    resourceSpans = out.begin();
    if (!service.isEmpty()) {
      int resource = out.begin();
      attribute(0x0A, "service.name", service);
      out.end(0x0A, resource);
    }
    scopeSpans = out.begin();
    if (!scopeName.isEmpty() || !scopeVersion.isEmpty()) {
      int scope = out.begin();
      out.string(0x0A, scopeName);
      out.string(0x12, scopeVersion);
      out.end(0x0A, scope);
    }
  }

  private void id(int tag, byte[] id) {
    if (id.length > 0) {
      out.bytes(tag, id);
    }
  }

  /** Nothing where nothing is known: the decoder makes the best of it. */
  private void times(ZipkinSpan span) {
    long start = nanos(start(span));
    if (start != 0) {
      out.fixed64(0x39, start);
      out.fixed64(0x41, Math.max(start, start + nanos(span.duration)));
    }
  }

  /** When it began; a span that somebody else has begun may know when things happened only. */
  private static long start(ZipkinSpan span) {
    long start = span.timestamp;
    if (start <= 0) {
      start = 0;
      for (ZipkinSpan.Annotation annotation : span.annotations) {
        long time = annotation.timestamp();
        start = time > 0 && (start == 0 || time < start) ? time : start;
      }
    }
    return start;
  }

  /** Negative for what is beyond every time. */
  private static long nanos(long micros) {
    return micros > MAX_MICROS ? -1 : Math.max(0, micros) * NANOS_PER_MICRO;
  }

  private static int kind(String name) {
    for (SpanKind kind : SpanKind.values()) {
      if (kind.name().equals(name)) {
        return kind.otlpNumber();
      }
    }
    return SpanKind.INTERNAL.otlpNumber();
  }

  private void tags(Map<String, String> tags) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      switch (tag.getKey()) {
        case ERROR, STATUS_CODE, SCOPE_NAME, SCOPE_VERSION -> {}
        default -> attribute(ATTRIBUTE, tag.getKey(), tag.getValue());
      }
    }
  }

  /** To Zipkin a span with this tag is an error, whatever it says. */
  private void status(Map<String, String> tags) {
    String error = tags.get(ERROR);
    String code = tags.getOrDefault(STATUS_CODE, "");
    StatusCode status =
        error != null || code.equals("ERROR")
            ? StatusCode.ERROR
            : code.equals("OK") ? StatusCode.OK : StatusCode.UNSET;
    if (status == StatusCode.UNSET) {
      return;
    }
    int mark = out.begin();
    if (error != null && !error.equals("true")) {
      out.string(0x12, error);
    }
    out.varint(0x18, status.otlpNumber());
    out.end(0x7A, mark);
  }

  private void endpoints(ZipkinSpan span) {
    unlessTagged(span, "peer.service", span.remote.service);
    endpoint(span, span.remote, "network.peer.address", "network.peer.port");
    endpoint(span, span.local, "network.local.address", "network.local.port");
  }

  private void endpoint(
      ZipkinSpan span, ZipkinSpan.Endpoint endpoint, String address, String port) {
    unlessTagged(span, address, endpoint.address());
    if (endpoint.port > 0 && endpoint.port <= MAX_PORT && !span.tags.containsKey(port)) {
      int mark = out.begin();
      out.string(0x0A, port);
      int value = out.begin();
      out.varint(0x18, endpoint.port);
      out.end(0x12, value);
      out.end(ATTRIBUTE, mark);
    }
  }

  private void unlessTagged(ZipkinSpan span, String name, String value) {
    if (!value.isEmpty() && !span.tags.containsKey(name)) {
      attribute(ATTRIBUTE, name, value);
    }
  }

  private void attribute(int tag, String name, String text) {
    int mark = out.begin();
    out.string(0x0A, name);
    int value = out.begin();
    out.string(0x0A, text);
    out.end(0x12, value);
    out.end(tag, mark);
  }
}
