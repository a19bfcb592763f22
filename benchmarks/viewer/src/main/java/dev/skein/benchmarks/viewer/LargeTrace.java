package dev.skein.benchmarks.viewer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One trace of {@value #SPANS} spans: a hundred requests of a batch job, a hundred calls each. */
final class LargeTrace {
  static final int SPANS = 10_000;

  private static final int CALLS = 100;

  /** 32 hexadecimal digits. */
  String id() {
    return "0badcafe0badcafe0badcafe0badcafe";
  }

  /** The trace as Zipkin v2 JSON. */
  byte[] json() {
    long start = System.currentTimeMillis() * 1000L;
    StringBuilder json = new StringBuilder("[");
    for (int span = 0; span < SPANS; span++) {
      int parent = span == 0 ? -1 : span % CALLS == 0 ? 0 : span - span % CALLS;
      json.append(span == 0 ? "" : ",");
      json.append("{\"traceId\":\"").append(id());
      json.append("\",\"id\":\"").append(HexFormat.of().toHexDigits(span + 1L));
      if (parent >= 0) {
        json.append("\",\"parentId\":\"").append(HexFormat.of().toHexDigits(parent + 1L));
      }
      json.append("\",\"name\":\"step ").append(span % 13);
      json.append("\",\"timestamp\":").append(start + span * 100L);
      json.append(",\"duration\":")
          .append(span == 0 ? SPANS * 100L : span % CALLS == 0 ? 9_900 : 90);
      json.append(",\"localEndpoint\":{\"serviceName\":\"");
      json.append(Template.SERVICES.get(span / CALLS % Template.SERVICES.size()));
      json.append("\"},\"tags\":{\"row\":\"").append(span).append("\",\"db.system\":\"h2\"}}");
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }
}
