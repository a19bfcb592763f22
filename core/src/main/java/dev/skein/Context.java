package dev.skein;

import java.util.Objects;

/**
 * What travels with a request: the current span and the baggage. Immutable and thread-safe.
 *
 * <p>Which context is current is kept by a {@link ContextStorage} and changed by {@link
 * Tracer#attach}; a context itself is only a value.
 */
public final class Context {
  private static final Context ROOT = new Context(SpanContext.invalid(), Baggage.empty());

  private final SpanContext spanContext;
  private final Baggage baggage;

  private Context(SpanContext spanContext, Baggage baggage) {
    this.spanContext = spanContext;
    this.baggage = baggage;
  }

  /** The context without span and baggage. */
  public static Context root() {
    return ROOT;
  }

  /** The current span's context: local, remote, or {@link SpanContext#invalid()}. */
  public SpanContext spanContext() {
    return spanContext;
  }

  /**
   * The current span.
   *
   * @return a span that records nothing when the current span is remote or there is none
   */
  public Span span() {
    return spanContext instanceof Span span ? span : NonRecordingSpan.of(spanContext, null);
  }

  /** The baggage; empty when there is none. */
  public Baggage baggage() {
    return baggage;
  }

  /** This context with another current span. */
  public Context with(SpanContext spanContext) {
    Objects.requireNonNull(spanContext, "spanContext");
    return spanContext == this.spanContext ? this : new Context(spanContext, baggage);
  }

  /** This context with another baggage. */
  public Context with(Baggage baggage) {
    Objects.requireNonNull(baggage, "baggage");
    return new Context(spanContext, baggage);
  }

  @Override
  public String toString() {
    return "Context{" + spanContext + ", baggage=" + baggage.size() + "}";
  }
}
