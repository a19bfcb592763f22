package dev.skein;

import dev.skein.internal.Hex;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a span across processes: trace id, span id, flags and {@code tracestate}.
 *
 * <p>Immutable and thread-safe. Ids are kept as numbers; hexadecimal text is made only when asked
 * for. A {@link Span} is its own span context, and a span context is the {@link Context} that has
 * it as current span and no baggage. Compared by identity.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context Level 2</a>
 */
public abstract sealed class SpanContext extends Context permits Span, RemoteSpanContext {
  /** The flag of a trace whose spans are recorded (W3C Trace Context, 3.2.2.5.1). */
  public static final byte SAMPLED_FLAG = 0x01;

  /** The flag of a trace id made of random bits (W3C Trace Context Level 2, 3.2.2.5.2). */
  public static final byte RANDOM_FLAG = 0x02;

  /**
   * The flag of a trace that somebody is looking for, of B3 and Jaeger. It comes with {@link
   * #SAMPLED_FLAG}; W3C does not know it.
   */
  public static final byte DEBUG_FLAG = 0x04;

  /**
   * The flag of a span whose sender left it to the receiver whether to record the trace: B3 without
   * a sampling decision. W3C does not know it.
   */
  public static final byte DEFERRED_FLAG = 0x08;

  static final byte W3C_FLAGS = SAMPLED_FLAG | RANDOM_FLAG;
  static final byte KNOWN_FLAGS = W3C_FLAGS | DEBUG_FLAG | DEFERRED_FLAG;

  private final Trace trace;
  private final long traceIdHigh;
  private final long traceIdLow;
  private final long spanId;

  SpanContext(Trace trace, long traceIdHigh, long traceIdLow, long spanId) {
    this.trace = trace;
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.spanId = spanId;
  }

  /**
   * The context of a span in another process. Flags that have no constant here are dropped.
   *
   * @return {@link #invalid()} when the trace id or the span id is zero
   */
  public static SpanContext remote(
      long traceIdHigh, long traceIdLow, long spanId, byte flags, @Nullable TraceState traceState) {
    return (traceIdHigh | traceIdLow) == 0 || spanId == 0
        ? invalid()
        : new RemoteSpanContext(
            Trace.remote(flags, traceState == null ? TraceState.empty() : traceState),
            traceIdHigh,
            traceIdLow,
            spanId);
  }

  /** The context of no span at all: all ids are zero. */
  public static SpanContext invalid() {
    return NonRecordingSpan.INVALID;
  }

  /** This very object. */
  @Override
  public final SpanContext spanContext() {
    return this;
  }

  /** None. */
  @Override
  public final Baggage baggage() {
    return Baggage.empty();
  }

  /** The other span context itself: there is no baggage to keep. */
  @Override
  public final Context with(@Nullable SpanContext spanContext) {
    return spanContext == null ? invalid() : spanContext;
  }

  final Trace trace() {
    return trace;
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
    return (byte) (trace.flags & W3C_FLAGS);
  }

  /** Whether the spans of this trace are recorded. */
  public final boolean isSampled() {
    return (trace.flags & SAMPLED_FLAG) != 0;
  }

  /** Whether the trace id is known to be random in its right-most seven bytes. */
  public final boolean isRandom() {
    return (trace.flags & RANDOM_FLAG) != 0;
  }

  /** Whether the trace has {@link #DEBUG_FLAG}. */
  public final boolean isDebug() {
    return (trace.flags & DEBUG_FLAG) != 0;
  }

  /** Whether nobody has decided yet if this trace is recorded: see {@link #DEFERRED_FLAG}. */
  public final boolean isDeferred() {
    return (trace.flags & DEFERRED_FLAG) != 0;
  }

  /** Whether both ids are present. */
  public final boolean isValid() {
    return (traceIdHigh | traceIdLow) != 0 && spanId != 0;
  }

  /** Whether the span lives in another process. */
  public final boolean isRemote() {
    return trace.remote;
  }

  /** The vendors' {@code tracestate} of this trace; empty when there is none. */
  public final TraceState traceState() {
    return trace.state;
  }

  @Override
  public String toString() {
    return traceId() + "-" + spanId() + (isSampled() ? "-sampled" : "-unsampled");
  }
}
