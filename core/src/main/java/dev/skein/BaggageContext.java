package dev.skein;

import dev.skein.internal.Nullable;

/** A context with baggage; one without is the span context itself. */
final class BaggageContext extends Context {
  private final SpanContext spanContext;
  private final Baggage baggage;

  BaggageContext(SpanContext spanContext, Baggage baggage) {
    this.spanContext = spanContext;
    this.baggage = baggage;
  }

  @Override
  public SpanContext spanContext() {
    return spanContext;
  }

  @Override
  public Baggage baggage() {
    return baggage;
  }

  @Override
  public Context with(@Nullable SpanContext spanContext) {
    SpanContext other = spanContext == null ? SpanContext.invalid() : spanContext;
    return other == this.spanContext ? this : new BaggageContext(other, baggage);
  }

  @Override
  public String toString() {
    return "Context{" + spanContext + ", baggage=" + baggage.size() + "}";
  }
}
