package dev.skein;

import org.jspecify.annotations.Nullable;

/**
 * What travels with a request: the current span and the baggage. Immutable and thread-safe.
 *
 * <p>A {@link SpanContext}, and so a {@link Span}, is the context that has it as current span and
 * no baggage: it can be attached, injected, and given as a parent as it is. Which context is
 * current is kept by a {@link ContextStorage} and changed by {@link Tracer#attach}; a context
 * itself is only a value.
 */
public abstract sealed class Context permits SpanContext, BaggageContext {
  Context() {}

  /** The context without span and baggage. */
  public static Context root() {
    return NonRecordingSpan.INVALID;
  }

  /** The current span's context: local, remote, or {@link SpanContext#invalid()}. */
  public abstract SpanContext spanContext();

  /**
   * The current span.
   *
   * @return a span that records nothing when the current span is remote or there is none
   */
  public final Span span() {
    SpanContext current = spanContext();
    return current instanceof Span span ? span : NonRecordingSpan.of(current, null);
  }

  /** The baggage; empty when there is none. */
  public abstract Baggage baggage();

  /** This context's baggage with another current span; with none for null. */
  public abstract Context with(@Nullable SpanContext spanContext);

  /** This context's current span with another baggage; with none for null. */
  public final Context with(@Nullable Baggage baggage) {
    return baggage == null || baggage.isEmpty()
        ? spanContext()
        : new BaggageContext(spanContext(), baggage);
  }
}
