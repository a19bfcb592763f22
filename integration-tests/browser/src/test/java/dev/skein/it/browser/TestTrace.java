package dev.skein.it.browser;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A trace that a test makes up, span by span, and sends with {@link ViewerUnderTest#send}. Times
 * are milliseconds from its start. Not thread-safe.
 */
final class TestTrace {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final ByteString id;
  private final Instant start;
  private final List<TestSpan> spans = new ArrayList<>();
  private final Map<String, Map<String, Object>> resources = new LinkedHashMap<>();

  private TestTrace(Instant start) {
    this.start = start;
    // the same in every run, other than all before
    this.id = bytes(0x5ce1_5ce1_5ce1_5ce1L, NUMBERS.incrementAndGet());
  }

  /** A trace that begins now. */
  static TestTrace now() {
    return new TestTrace(Instant.now());
  }

  /** A trace that began that long ago. */
  static TestTrace before(Duration age) {
    return new TestTrace(Instant.now().minus(age));
  }

  private static ByteString bytes(long... words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      buffer.putLong(word);
    }
    return ByteString.copyFrom(buffer.flip());
  }

  /** A span without a parent. */
  TestSpan span(String service, String name, double fromMillis, double toMillis) {
    return add(ByteString.EMPTY, service, name, fromMillis, toMillis);
  }

  TestSpan add(ByteString parent, String service, String name, double from, double to) {
    long number = spans.size() + 1;
    TestSpan span = new TestSpan(this, bytes(number), parent, service, name, from, to);
    spans.add(span);
    return span;
  }

  /** An attribute of a service's resource. */
  TestTrace resource(String service, String key, Object value) {
    resources.computeIfAbsent(service, ignored -> new LinkedHashMap<>()).put(key, value);
    return this;
  }

  /** The trace's id in hexadecimal digits. */
  String id() {
    return hex(id);
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  ByteString idBytes() {
    return id;
  }

  long epochNanos(double millis) {
    return start.getEpochSecond() * 1_000_000_000L
        + start.getNano()
        + Math.round(millis * 1_000_000);
  }

  /** All spans, those of each service together. */
  ExportTraceServiceRequest toRequest() {
    Map<String, ScopeSpans.Builder> services = new LinkedHashMap<>();
    for (TestSpan span : spans) {
      services
          .computeIfAbsent(span.service(), ignored -> ScopeSpans.newBuilder())
          .addSpans(span.toProto());
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    services.forEach(
        (service, scope) -> {
          Resource.Builder resource = Resource.newBuilder();
          resource.addAttributes(TestSpan.attributeOf("service.name", service));
          resources
              .getOrDefault(service, Map.of())
              .forEach((key, value) -> resource.addAttributes(TestSpan.attributeOf(key, value)));
          request.addResourceSpans(
              ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope));
        });
    return request.build();
  }
}
