package dev.skein;

import dev.skein.internal.ProtoWriter;

/** Something that happened during a span. */
record SpanEvent(long epochNanos, String name, AttributeArray attributes) {
  private static final int TIME = 0x09;
  private static final int NAME = 0x12;
  private static final int ATTRIBUTES = 0x1A;
  private static final int DROPPED_ATTRIBUTES = 0x20;

  void encode(ProtoWriter out, int tag) {
    int start = out.mark();
    if (attributes.dropped() > 0) {
      out.varint(DROPPED_ATTRIBUTES, attributes.dropped());
    }
    attributes.encode(out, ATTRIBUTES);
    out.string(NAME, name);
    out.fixed64(TIME, epochNanos);
    out.endMessage(tag, start);
  }
}
