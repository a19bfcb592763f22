package dev.skein.viewer.store;

import com.google.protobuf.ByteString;
import dev.skein.SpanKind;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A span for tests; the bytes are those of somebody else's encoder. Mutable. */
final class TestSpan {
  /** When spans begin, unless they are told. */
  static final long START = 1_700_000_000_000_000_000L;

  private TraceId traceId = new TraceId(1, 1);
  private long id = 1;
  private long parent;
  private String name = "GET /orders";
  private SpanKind kind = SpanKind.INTERNAL;
  private long start = START;
  private long duration = 1_000_000;
  private boolean error;
  private Source source = source("shop");
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  static TestSpan of(long trace, long id) {
    TestSpan span = new TestSpan();
    span.traceId = new TraceId(trace, ~trace);
    span.id = id;
    return span;
  }

  static Source source(String service, String... attributes) {
    Resource.Builder resource = Resource.newBuilder();
    resource.addAttributes(keyValue("service.name", service));
    for (int i = 0; i < attributes.length; i += 2) {
      resource.addAttributes(keyValue(attributes[i], attributes[i + 1]));
    }
    InstrumentationScope scope = InstrumentationScope.newBuilder().setName("tests").build();
    return new Source(service, resource.build().toByteArray(), scope.toByteArray());
  }

  TestSpan parent(long parentId) {
    parent = parentId;
    return this;
  }

  TestSpan name(String spanName) {
    name = spanName;
    return this;
  }

  TestSpan kind(SpanKind spanKind) {
    kind = spanKind;
    return this;
  }

  TestSpan start(long epochNanos) {
    start = epochNanos;
    return this;
  }

  TestSpan duration(long nanos) {
    duration = nanos;
    return this;
  }

  TestSpan error(boolean failed) {
    error = failed;
    return this;
  }

  TestSpan source(Source from) {
    source = from;
    return this;
  }

  TestSpan service(String service) {
    return source(source(service));
  }

  TestSpan attribute(String key, Object value) {
    attributes.put(key, value);
    return this;
  }

  TestSpan attributes(Map<String, ?> more) {
    attributes.putAll(more);
    return this;
  }

  SpanRecord record() {
    byte[] bytes = encoded();
    return new SpanRecord(
        traceId,
        id,
        parent,
        name,
        kind,
        start,
        start + duration,
        error,
        terms(),
        source,
        bytes,
        0,
        bytes.length);
  }

  private byte[] encoded() {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(traceId.high(), traceId.low()))
            .setSpanId(bytes(id))
            .setName(name)
            .setKindValue(kind.otlpNumber())
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + duration);
    if (parent != 0) {
      span.setParentSpanId(bytes(parent));
    }
    if (error) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    attributes.forEach((key, value) -> span.addAttributes(keyValue(key, value)));
    return span.build().toByteArray();
  }

  private int[] terms() {
    List<Integer> terms = new ArrayList<>();
    attributes.forEach(
        (key, value) -> {
          terms.add(AttributeTerm.hash(key, null));
          if (!(value instanceof byte[])) {
            terms.add(AttributeTerm.hash(key, value.toString()));
          }
        });
    return terms.stream().mapToInt(Integer::intValue).toArray();
  }

  private static KeyValue keyValue(String key, Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof Boolean flag) {
      any.setBoolValue(flag);
    } else if (value instanceof byte[] bytes) {
      any.setBytesValue(ByteString.copyFrom(bytes));
    } else {
      any.setStringValue((String) value);
    }
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }

  private static ByteString bytes(long... longs) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * longs.length);
    for (long number : longs) {
      bytes.putLong(number);
    }
    return ByteString.copyFrom(bytes.flip());
  }
}
