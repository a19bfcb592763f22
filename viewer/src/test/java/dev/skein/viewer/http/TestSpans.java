package dev.skein.viewer.http;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Spans of one service, as OpenTelemetry's own classes encode them. */
final class TestSpans {
  /** 2026-11-22T00:00Z. */
  static final long START = 1_795_305_600_000_000_000L;

  private static final long MILLI = 1_000_000;

  private final String service;
  private final ScopeSpans.Builder spans =
      ScopeSpans.newBuilder()
          .setScope(InstrumentationScope.newBuilder().setName("test").setVersion("1.0"));

  private TestSpans(String service) {
    this.service = service;
  }

  static TestSpans of(String service) {
    return new TestSpans(service);
  }

  /** The id of the trace of a number, as the API has it. */
  static String traceId(int trace) {
    return String.format("%032x", 0x5EED_0000_0000L + trace);
  }

  /** A root that takes ten milliseconds. */
  TestSpans root(int trace, String name) {
    return span(trace, 1, 0, name, span -> {});
  }

  TestSpans span(int trace, int span, int parent, String name, Consumer<Span.Builder> more) {
    Span.Builder builder =
        Span.newBuilder()
            .setTraceId(id(0, 0x5EED_0000_0000L + trace))
            .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(span).array()))
            .setName(name)
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(START + trace * 1_000 * MILLI)
            .setEndTimeUnixNano(START + trace * 1_000 * MILLI + 10 * MILLI);
    if (parent != 0) {
      builder.setParentSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(parent).array()));
    }
    more.accept(builder);
    spans.addSpans(builder);
    return this;
  }

  private static ByteString id(long high, long low) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  /** An attribute of a span. */
  static Consumer<Span.Builder> attribute(String name, String value) {
    return span ->
        span.addAttributes(
            KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value)));
  }

  /** How long a span takes. */
  static Consumer<Span.Builder> taking(long millis) {
    return span -> span.setEndTimeUnixNano(span.getStartTimeUnixNano() + millis * MILLI);
  }

  /** That a span failed. */
  static Consumer<Span.Builder> failed(String message) {
    return span ->
        span.setStatus(
            Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message));
  }

  ExportTraceServiceRequest toRequest() {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue(service))))
                .addScopeSpans(spans))
        .build();
  }

  byte[] toBytes() {
    return toRequest().toByteArray();
  }
}
