package dev.skein.viewer.analysis;

import com.google.protobuf.ByteString;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.Source;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import dev.skein.viewer.store.TraceView;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Spans made by hand, in a real store. */
final class TestStore {
  private TestStore() {}

  /** A store with some spans of the one trace. */
  static TraceStore of(List<SpanData> spans) {
    TraceStore store = TraceStores.inMemory(100_000, 64 << 20);
    add(store, TestSpan.TRACE_ID, spans);
    return store;
  }

  /** Adds spans, as if they were of that trace. */
  static void add(TraceStore store, String traceId, List<SpanData> spans) {
    List<SpanRecord> records = new ArrayList<>();
    for (SpanData span : spans) {
      records.add(record(traceId, span));
    }
    store.add(records);
  }

  static TraceView view(List<SpanData> spans) {
    return of(spans).trace(TraceId.parse(TestSpan.TRACE_ID)).orElseThrow();
  }

  private static SpanRecord record(String traceId, SpanData span) {
    byte[] bytes =
        Span.newBuilder()
            .setTraceId(id(traceId))
            .setSpanId(id(span.spanId()))
            .setParentSpanId(id(span.parentSpanId()))
            .setName(span.name())
            .setKindValue(span.kind().otlpNumber())
            .setStartTimeUnixNano(span.startEpochNanos())
            .setEndTimeUnixNano(span.endEpochNanos())
            .addAllAttributes(attributes(span.attributes()))
            .setStatus(Status.newBuilder().setCodeValue(span.statusCode().otlpNumber()))
            .build()
            .toByteArray();
    byte[] resource =
        Resource.newBuilder().addAllAttributes(attributes(span.resource())).build().toByteArray();
    return new SpanRecord(
        TraceId.parse(traceId),
        HexFormat.fromHexDigitsToLong(span.spanId()),
        span.isRoot() ? 0 : HexFormat.fromHexDigitsToLong(span.parentSpanId()),
        span.name(),
        span.kind(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        span.statusCode() == StatusCode.ERROR,
        new int[0],
        new Source(Processes.service(span), resource, new byte[0]),
        bytes,
        0,
        bytes.length);
  }

  private static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static List<KeyValue> attributes(Map<String, Object> attributes) {
    List<KeyValue> list = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          AnyValue.Builder any = AnyValue.newBuilder();
          if (value instanceof Long number) {
            any.setIntValue(number);
          } else {
            any.setStringValue(value.toString());
          }
          list.add(KeyValue.newBuilder().setKey(name).setValue(any).build());
        });
    return list;
  }
}
