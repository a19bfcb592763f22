package dev.skein.viewer.ingest;

import dev.skein.SpanKind;

/**
 * One span of Zipkin's, whose fields come in any order; then the next one. Times are microseconds;
 * empty or 0 is what is not known.
 */
final class ZipkinSpan {
  static final byte[] NO_ID = {};
  private static final int FIRST_BYTES = 512;

  byte[] traceId = NO_ID;
  byte[] id = NO_ID;
  byte[] parentId = NO_ID;
  SpanKind kind = SpanKind.INTERNAL;
  long timestamp;
  long duration;
  final Endpoint local = new Endpoint();
  final Endpoint remote = new Endpoint();

  /**
   * The fields of an OTLP span that are the same in both: its name, what tags and annotations
   * become.
   */
  final MessageWriter fields = new MessageWriter(FIRST_BYTES);

  /** The earliest time of an annotation. */
  long firstAnnotation;

  // what tags say that are no attributes
  boolean isError;
  boolean isOk;
  String errorMessage = "";
  String scopeName = "";
  String scopeVersion = "";

  // tags that say what endpoints say
  boolean hasPeerService;

  /** Who took part in a call. */
  static final class Endpoint {
    String service = "";
    String ipv4 = "";
    String ipv6 = "";
    long port;
    boolean isAddressTagged;
    boolean isPortTagged;

    String address() {
      return ipv4.isEmpty() ? ipv6 : ipv4;
    }

    private void clear() {
      service = "";
      ipv4 = "";
      ipv6 = "";
      port = 0;
      isAddressTagged = false;
      isPortTagged = false;
    }
  }

  void clear() {
    traceId = NO_ID;
    id = NO_ID;
    parentId = NO_ID;
    kind = SpanKind.INTERNAL;
    timestamp = 0;
    duration = 0;
    local.clear();
    remote.clear();
    fields.clear();
    firstAnnotation = 0;
    isError = false;
    isOk = false;
    errorMessage = "";
    scopeName = "";
    scopeVersion = "";
    hasPeerService = false;
  }
}
