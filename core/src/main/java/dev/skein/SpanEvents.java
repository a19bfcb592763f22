package dev.skein;

import dev.skein.internal.ProtoWriter;

/** The fields of OTLP's {@code Span.Event} and {@code Span.Link}. */
final class SpanEvents {
  private static final int EVENT_TIME = 0x09;
  private static final int EVENT_NAME = 0x12;
  private static final int EVENT_ATTRIBUTES = 0x1A;
  private static final int EVENT_DROPPED_ATTRIBUTES = 0x20;
  private static final int LINK_TRACE_ID = 0x0A;
  private static final int LINK_SPAN_ID = 0x12;
  private static final int LINK_TRACE_STATE = 0x1A;
  private static final int LINK_ATTRIBUTES = 0x22;
  private static final int LINK_DROPPED_ATTRIBUTES = 0x28;
  private static final int LINK_FLAGS = 0x35;

  private SpanEvents() {}

  /** Something that happened during a span. */
  static void event(
      ProtoWriter out,
      long epochNanos,
      String name,
      Attributes attributes,
      int lengthLimit,
      SpanLimits limits) {
    out.fixed64(EVENT_TIME, epochNanos);
    out.string(EVENT_NAME, name);
    int dropped =
        OtlpEncoder.attributes(
            out, EVENT_ATTRIBUTES, attributes, limits.eventAttributeCount(), lengthLimit);
    if (dropped > 0) {
      out.varint(EVENT_DROPPED_ATTRIBUTES, dropped);
    }
  }

  /** A relation to another span that is not the parent. */
  static void link(ProtoWriter out, SpanContext linked, Attributes attributes, SpanLimits limits) {
    out.id(LINK_TRACE_ID, linked.traceIdHigh(), linked.traceIdLow());
    out.id(LINK_SPAN_ID, linked.spanIdAsLong());
    if (!linked.traceState().isEmpty()) {
      out.string(LINK_TRACE_STATE, linked.traceState().headerValue());
    }
    int dropped =
        OtlpEncoder.attributes(
            out,
            LINK_ATTRIBUTES,
            attributes,
            limits.linkAttributeCount(),
            limits.attributeValueLength());
    if (dropped > 0) {
      out.varint(LINK_DROPPED_ATTRIBUTES, dropped);
    }
    out.fixed32(LINK_FLAGS, RecordingSpan.otlpFlags(linked.flags(), linked.isRemote()));
  }
}
