package dev.skein.http;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SpanKind;
import dev.skein.propagation.Setter;
import org.jspecify.annotations.Nullable;

/** Starts the spans of requests that are sent. Thread-safe. */
public final class HttpClientTracer {
  private final Skein skein;

  private HttpClientTracer(Skein skein) {
    this.skein = skein;
  }

  /** A tracer that follows the options of a {@link Skein}. */
  public static HttpClientTracer create(Skein skein) {
    return new HttpClientTracer(skein);
  }

  /** Starts the span of one attempt, a child of the current span. */
  public HttpClientSpan start(HttpClientRequest request) {
    return start(request, skein.currentContext());
  }

  /**
   * Starts the span of one attempt. Not made current.
   *
   * @param parent the caller's context; null for none
   * @return never null; a span that records nothing when the trace is not sampled
   */
  public HttpClientSpan start(HttpClientRequest request, @Nullable Context parent) {
    Context context = parent == null ? Context.root() : parent;
    return new HttpClientSpan(
        skein.tracer().startSpan("HTTP", SpanKind.CLIENT, context), context);
  }

  /** Writes the span's context and baggage into the request's headers. Never throws. */
  public <C> void inject(HttpClientSpan span, C carrier, Setter<C> setter) {
    skein.propagator().inject(span.context(), carrier, setter);
  }
}
