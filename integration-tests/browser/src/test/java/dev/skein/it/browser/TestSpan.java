package dev.skein.it.browser;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.List;
import java.util.Map;

/** A span of a {@link TestTrace}; changed before the trace is sent. Not thread-safe. */
final class TestSpan {
  private final TestTrace trace;
  private final String service;
  private final Span.Builder span;

  TestSpan(
      TestTrace trace,
      ByteString id,
      ByteString parent,
      String service,
      String name,
      double from,
      double to) {
    this.trace = trace;
    this.service = service;
    this.span =
        Span.newBuilder()
            .setTraceId(trace.idBytes())
            .setSpanId(id)
            .setParentSpanId(parent)
            .setName(name)
            .setKind(parent.isEmpty() ? SpanKind.SPAN_KIND_SERVER : SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(trace.epochNanos(from))
            .setEndTimeUnixNano(trace.epochNanos(to));
  }

  /** A child in the same service. */
  TestSpan child(String name, double fromMillis, double toMillis) {
    return child(service, name, fromMillis, toMillis);
  }

  /** A child in that service. */
  TestSpan child(String childService, String name, double fromMillis, double toMillis) {
    return trace.add(span.getSpanId(), childService, name, fromMillis, toMillis);
  }

  TestSpan kind(SpanKind kind) {
    span.setKind(kind);
    return this;
  }

  /** An attribute: text, a boolean, a whole number, a floating one or a list of those. */
  TestSpan attribute(String key, Object value) {
    span.addAttributes(attributeOf(key, value));
    return this;
  }

  /** Fails, with that message. */
  TestSpan error(String message) {
    span.setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR).setMessage(message));
    return this;
  }

  TestSpan event(String name, double atMillis, Map<String, ?> attributes) {
    Span.Event.Builder event =
        Span.Event.newBuilder().setName(name).setTimeUnixNano(trace.epochNanos(atMillis));
    attributes.forEach((key, value) -> event.addAttributes(attributeOf(key, value)));
    span.addEvents(event);
    return this;
  }

  TestSpan link(TestTrace other, TestSpan to) {
    span.addLinks(
        Span.Link.newBuilder().setTraceId(other.idBytes()).setSpanId(to.span.getSpanId()));
    return this;
  }

  /** Its parent is one that is never sent. */
  TestSpan orphan() {
    span.setParentSpanId(ByteString.copyFromUtf8("orphaned"));
    return this;
  }

  /** The other side of a call, under the same id, as Zipkin has it. */
  TestSpan sharing(TestSpan other) {
    span.setSpanId(other.span.getSpanId());
    return this;
  }

  /** The span's id in hexadecimal digits. */
  String id() {
    return TestTrace.hex(span.getSpanId());
  }

  String service() {
    return service;
  }

  Span toProto() {
    return span.build();
  }

  static KeyValue attributeOf(String key, Object value) {
    return KeyValue.newBuilder().setKey(key).setValue(value(value)).build();
  }

  private static AnyValue value(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Boolean bool) {
      any.setBoolValue(bool);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof Number number) {
      any.setIntValue(number.longValue());
    } else if (value instanceof List<?> list) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      list.forEach(one -> array.addValues(value(one)));
      any.setArrayValue(array);
    } else {
      any.setStringValue((String) value);
    }
    return any.build();
  }
}
