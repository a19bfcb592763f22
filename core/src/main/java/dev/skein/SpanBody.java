package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * What a span holds from its start to its end, beside what stays true of it for ever. Belongs to
 * one span at a time, whose lock guards it, and then to the next one: see {@link SpanPool}.
 */
final class SpanBody extends AttributeBuffer {
  /** What one span may hold; it may not be sent with more either. */
  static final int MAX_BYTES = 64 << 10;

  private static final int EVENTS = 0x5A;
  private static final int LINKS = 0x6A;

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
      SpanEvents.event(out, epochNanos, name, attributes, lengthLimit, limits);
      out.endMessage(EVENTS, start);
      written = !out.overflowed();
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    if (written) {
      events++;
    } else {
      reduce();
      droppedEvents++;
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
      SpanEvents.link(out, linked, attributes, limits);
      out.endMessage(LINKS, start);
      written = !out.overflowed();
    } finally {
      if (!written) {
        out.rewind(start);
      }
    }
    if (written) {
      links++;
    } else {
      reduce();
      droppedLinks++;
    }
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
