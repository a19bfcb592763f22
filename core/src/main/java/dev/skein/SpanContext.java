package dev.skein;

import dev.skein.internal.Hex;

/**
 * What identifies a span across processes: trace id, span id, flags and {@code tracestate}.
 *
 * <p>Immutable and thread-safe. Ids are kept as numbers; hexadecimal text is made only when asked
 * for. A {@link Span} is its own span context.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context Level 2</a>
 */
public abstract sealed class SpanContext permits Span, RemoteSpanContext {
  /** The flag of a trace whose spans are recorded (W3C Trace Context, 3.2.2.5.1). */
  public static final byte SAMPLED_FLAG = 0x01;

  /** The flag of a trace id made of random bits (W3C Trace Context Level 2, 3.2.2.5.2). */
  public static final byte RANDOM_FLAG = 0x02;

  private static final byte KNOWN_FLAGS = SAMPLED_FLAG | RANDOM_FLAG;

  private final long traceIdHigh;
  private final long traceIdLow;
  private final long spanId;
  private final byte flags;
  private final TraceState traceState;

  SpanContext(long traceIdHigh, long traceIdLow, long spanId, byte flags, TraceState traceState) {
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.spanId = spanId;
    this.flags = (byte) (flags & KNOWN_FLAGS);
    this.traceState = traceState;
  }

  /**
   * The context of a span in another process. Flags other than sampled and random are dropped.
   *
   * @return {@link #invalid()} when the trace id or the span id is zero
   */
  public static SpanContext remote(
      long traceIdHigh, long traceIdLow, long spanId, byte flags, TraceState traceState) {
    return (traceIdHigh | traceIdLow) == 0 || spanId == 0
        ? invalid()
        : new RemoteSpanContext(traceIdHigh, traceIdLow, spanId, flags, traceState);
  }

  /** The context of no span at all: all ids are zero. */
  public static SpanContext invalid() {
    return NonRecordingSpan.INVALID;
  }

  /** The left half of the trace id. */
  public final long traceIdHigh() {
    return traceIdHigh;
  }

  /** The right half of the trace id. */
  public final long traceIdLow() {
    return traceIdLow;
  }

  /** The span id as a number; zero when there is none. */
  public final long spanIdAsLong() {
    return spanId;
  }

  /** The trace id as 32 lowercase hexadecimal digits; a new string at each call. */
  public final String traceId() {
    return Hex.toHex(traceIdHigh, traceIdLow);
  }

  /** The span id as 16 lowercase hexadecimal digits; a new string at each call. */
  public final String spanId() {
    return Hex.toHex(spanId);
  }

  /** The W3C trace flags, sampled and random only. */
  public final byte flags() {
    return flags;
  }

  /** Whether the spans of this trace are recorded. */
  public final boolean isSampled() {
    return (flags & SAMPLED_FLAG) != 0;
  }

  /** Whether the trace id is known to be random in its right-most seven bytes. */
  public final boolean isRandom() {
    return (flags & RANDOM_FLAG) != 0;
  }

  /** Whether both ids are present. */
  public final boolean isValid() {
    return (traceIdHigh | traceIdLow) != 0 && spanId != 0;
  }

  /** Whether the span lives in another process. */
  public abstract boolean isRemote();

  /** The vendors' {@code tracestate} of this trace; empty when there is none. */
  public final TraceState traceState() {
    return traceState;
  }

  @Override
  public String toString() {
    return traceId() + "-" + spanId() + (isSampled() ? "-sampled" : "-unsampled");
  }
}
