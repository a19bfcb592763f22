package dev.skein.viewer.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One span of Zipkin's, whose fields come in any order. Times are microseconds. */
final class ZipkinSpan {
  static final byte[] NO_ID = {};

  byte[] traceId = NO_ID;
  byte[] id = NO_ID;
  byte[] parentId = NO_ID;
  String name = "";
  String kind = "";
  long timestamp;
  long duration;
  final Endpoint local = new Endpoint();
  final Endpoint remote = new Endpoint();
  final Map<String, String> tags = new LinkedHashMap<>();
  final List<Annotation> annotations = new ArrayList<>();

  /** Who took part in a call; empty or 0 is what is not known. */
  static final class Endpoint {
    String service = "";
    String ipv4 = "";
    String ipv6 = "";
    long port;

    String address() {
      return ipv4.isEmpty() ? ipv6 : ipv4;
    }
  }

  record Annotation(long timestamp, String value) {}
}
