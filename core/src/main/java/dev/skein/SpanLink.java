package dev.skein;

import dev.skein.internal.ProtoWriter;

/** A relation to another span that is not its parent. */
record SpanLink(SpanContext linked, AttributeArray attributes) {
  private static final int TRACE_ID = 0x0A;
  private static final int SPAN_ID = 0x12;
  private static final int TRACE_STATE = 0x1A;
  private static final int ATTRIBUTES = 0x22;
  private static final int DROPPED_ATTRIBUTES = 0x28;
  private static final int FLAGS = 0x35;

  void encode(ProtoWriter out, int tag) {
    int start = out.mark();
    out.fixed32(FLAGS, RecordingSpan.otlpFlags(linked.flags(), linked.isRemote()));
    if (attributes.dropped() > 0) {
      out.varint(DROPPED_ATTRIBUTES, attributes.dropped());
    }
    attributes.encode(out, ATTRIBUTES);
    if (!linked.traceState().isEmpty()) {
      out.string(TRACE_STATE, linked.traceState().headerValue());
    }
    out.id(SPAN_ID, linked.spanIdAsLong());
    out.id(TRACE_ID, linked.traceIdHigh(), linked.traceIdLow());
    out.endMessage(tag, start);
  }
}
