package dev.skein;

import dev.skein.internal.Nullable;

/**
 * What a span holds from its start to its end, beside what stays true of it for ever. Belongs to
 * one span at a time, whose lock guards it, and then to the next one: see {@link SpanPool}.
 */
final class SpanBody extends AttributeBuffer {
  /** What one span may hold; it may not be sent with more either. */
  static final int MAX_BYTES = 64 << 10;

  private static final int EVENTS = 0x5A;
  private static final int LINKS = 0x6A;
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

  /** What a span that holds too much keeps of each value: a part of it is worth more than none. */
  static final int REDUCED_VALUE_LENGTH = 128;

  private static final int MAX_KEPT_BYTES = 4 << 10;
  private static final int MAX_KEPT_ATTRIBUTES = 128;

  /** The stripe of the pool that it goes back to. */
  int stripe;

  /** The ids of the span that it is handed out for. */
  long traceIdHigh;

  long traceIdLow;
  long spanId;

  long parentSpanId;
  boolean parentRemote;
  long startEpochNanos;

  /** What a reading of the monotonic clock is short of the time, as the span sees it. */
  long clockOffset;

  long endEpochNanos;
  @Nullable String statusDescription;
  int droppedEvents;
  int droppedLinks;
  private int events;
  private int links;
  private boolean reduced;

  SpanBody() {
    super(MAX_BYTES);
  }

  /** As if it were new. */
  void clear() {
    clear(MAX_KEPT_BYTES, MAX_KEPT_ATTRIBUTES);
    if (statusDescription != null) {
      statusDescription = null;
    }
    droppedEvents = 0;
    droppedLinks = 0;
    events = 0;
    links = 0;
    reduced = false;
  }

  /** The time of a reading of the monotonic clock, not before the start. */
  long epochNanos(long nanoTime) {
    return Math.max(startEpochNanos, nanoTime + clockOffset);
  }

  void putAttribute(AttributeKey<?> key, Object value, SpanLimits limits) {
    int countLimit = limits.attributeCount();
    boolean put = put(key, value, countLimit, lengthLimit(limits.attributeValueLength()));
    if (!put && !reduced) {
      reduce();
      put = put(key, value, countLimit, lengthLimit(limits.attributeValueLength()));
    }
    lost(put ? 0 : 1);
  }

  void putAttribute(AttributeKey<?> key, long bits, SpanLimits limits) {
    boolean put = putNumber(key, bits, limits.attributeCount());
    if (!put && !reduced) {
      reduce();
      put = putNumber(key, bits, limits.attributeCount());
    }
    lost(put ? 0 : 1);
  }

  private int lengthLimit(int limit) {
    return reduced ? Math.min(limit, REDUCED_VALUE_LENGTH) : limit;
  }

  void addEvent(
      long epochNanos, String name, Attributes attributes, int lengthLimit, SpanLimits limits) {
    if (reduced || events >= limits.eventCount()) {
      droppedEvents++;
      return;
    }
    int start = out.mark();
    boolean written = false;
    try {
      out.fixed64(EVENT_TIME, epochNanos);
      out.string(EVENT_NAME, name);
      int countLimit = limits.eventAttributeCount();
      int left = OtlpEncoder.attributes(out, EVENT_ATTRIBUTES, attributes, countLimit, lengthLimit);
      count(EVENT_DROPPED_ATTRIBUTES, left);
      written = endMessage(EVENTS, start);
      events++;
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    if (!written) {
      reduce();
    }
  }

  void addLink(SpanContext linked, Attributes attributes, SpanLimits limits) {
    if (reduced || links >= limits.linkCount()) {
      droppedLinks++;
      return;
    }
    int start = out.mark();
    boolean written = false;
    try {
      out.id(LINK_TRACE_ID, linked.traceIdHigh(), linked.traceIdLow());
      out.id(LINK_SPAN_ID, linked.spanIdAsLong());
      if (!linked.traceState().isEmpty()) {
        out.string(LINK_TRACE_STATE, linked.traceState().headerValue());
      }
      int countLimit = limits.linkAttributeCount();
      int lengthLimit = limits.attributeValueLength();
      int left = OtlpEncoder.attributes(out, LINK_ATTRIBUTES, attributes, countLimit, lengthLimit);
      count(LINK_DROPPED_ATTRIBUTES, left);
      out.fixed32(LINK_FLAGS, RecordingSpan.otlpFlags(linked.flags(), linked.isRemote()));
      written = endMessage(LINKS, start);
      links++;
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    if (!written) {
      reduce();
    }
  }

  private void count(int tag, int dropped) {
    if (dropped > 0) {
      out.varint(tag, dropped);
    }
  }

  private boolean endMessage(int tag, int start) {
    out.endMessage(tag, start);
    return !out.overflowed();
  }

  /** Gives up events, links and the tail of long values: better a part of the span than nothing. */
  void reduce() {
    Attributes kept = attributes();
    droppedEvents += events;
    droppedLinks += links;
    events = 0;
    links = 0;
    reduced = true;
    restart();
    for (int i = 0; i < kept.size(); i++) {
      boolean put = put(kept.key(i), kept.value(i), Integer.MAX_VALUE, REDUCED_VALUE_LENGTH);
      lost(put ? 0 : 1);
    }
  }
}
