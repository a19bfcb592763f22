package dev.skein.viewer.ingest;

import dev.skein.StatusCode;

/**
 * Writes Zipkin's spans as an OTLP request in protobuf: tags become attributes, annotations events,
 * and the tag {@code error} the status. What OpenTelemetry's exporters say in tags becomes what it
 * was before.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation</a>
 */
final class ZipkinWriter {
  static final int ATTRIBUTE = 0x4A;
  static final String PEER_SERVICE = "peer.service";
  static final String PEER_ADDRESS = "network.peer.address";
  static final String PEER_PORT = "network.peer.port";
  static final String LOCAL_ADDRESS = "network.local.address";
  static final String LOCAL_PORT = "network.local.port";

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MAX_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;
  private static final long MAX_PORT = 65_535;

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
    begin(span);
    int mark = out.begin();
    id(0x0A, span.traceId);
    id(0x12, span.id);
    id(0x22, span.parentId);
    out.varint(0x30, span.kind.otlpNumber());
    times(span);
    out.fields(span.fields);
    if (!span.hasPeerService) {
      attribute(ATTRIBUTE, PEER_SERVICE, span.remote.service);
    }
    endpoint(span.remote, PEER_ADDRESS, PEER_PORT);
    endpoint(span.local, LOCAL_ADDRESS, LOCAL_PORT);
    if (span.isError) {
      status(StatusCode.ERROR, span.errorMessage.equals("true") ? "" : span.errorMessage);
    } else if (span.isOk) {
      status(StatusCode.OK, "");
    }
    out.end(0x12, mark);
  }

  /** Goes on among spans of the same service and scope, or begins others. */
  private void begin(ZipkinSpan span) {
    if (isOpen
        && service.equals(span.local.service)
        && scopeName.equals(span.scopeName)
        && scopeVersion.equals(span.scopeVersion)) {
      return;
    }
    end();
    isOpen = true;
    service = span.local.service;
    scopeName = span.scopeName;
    scopeVersion = span.scopeVersion;
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

  /**
   * When it was; a span that somebody else has begun may know when things happened only. Nothing
   * where nothing is known: the decoder makes the best of it.
   */
  private void times(ZipkinSpan span) {
    long start = nanos(span.timestamp > 0 ? span.timestamp : span.firstAnnotation);
    if (start != 0) {
      out.fixed64(0x39, start);
      out.fixed64(0x41, Math.max(start, start + nanos(span.duration)));
    }
  }

  /** Negative for what is beyond every time. */
  static long nanos(long micros) {
    return micros > MAX_MICROS ? -1 : Math.max(0, micros) * NANOS_PER_MICRO;
  }

  private void status(StatusCode code, String message) {
    int mark = out.begin();
    if (!message.isEmpty()) {
      out.string(0x12, message);
    }
    out.varint(0x18, code.otlpNumber());
    out.end(0x7A, mark);
  }

  private void endpoint(ZipkinSpan.Endpoint endpoint, String address, String port) {
    if (!endpoint.isAddressTagged) {
      attribute(ATTRIBUTE, address, endpoint.address());
    }
    if (endpoint.port > 0 && endpoint.port <= MAX_PORT && !endpoint.isPortTagged) {
      int mark = out.begin();
      out.string(0x0A, port);
      int value = out.begin();
      out.varint(0x18, endpoint.port);
      out.end(0x12, value);
      out.end(ATTRIBUTE, mark);
    }
  }

  /** Writes one that says something. */
  private void attribute(int tag, String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    int mark = out.begin();
    out.string(0x0A, name);
    int value = out.begin();
    out.string(0x0A, text);
    out.end(0x12, value);
    out.end(tag, mark);
  }
}
