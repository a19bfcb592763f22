package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import org.jspecify.annotations.Nullable;

/**
 * The span of one received request. Thread-safe; no method throws.
 *
 * <p>An adapter reports what happens in any order and calls {@link #end()} when the last byte is
 * written or the exchange is given up; what that means for name, status and {@code error.type} is
 * decided at the end.
 */
public final class HttpServerSpan {
  private final Span span;
  private final Context context;
  private volatile @Nullable String route;
  private volatile boolean ended;

  HttpServerSpan(Span span, Context parent) {
    this.span = span;
    this.context = parent.with(span);
  }

  /** The span itself, for attributes and events of the application. */
  public Span span() {
    return span;
  }

  /** The context to attach around the handler: this span, and the baggage that was received. */
  public Context context() {
    return context;
  }

  /**
   * Says which route serves the request: {@code http.route} and the span's name. The last call
   * wins; null is ignored.
   */
  public void route(@Nullable String template) {
    if (template != null) {
      route = template;
    }
  }

  /** The route; null before the first {@link #route(String)}. */
  public @Nullable String route() {
    return route;
  }

  /** Says which status is sent. The last call wins; a code below 1 is ignored. */
  public void response(int statusCode) {}

  /** Says that the handler failed, or that the response could not be completed. */
  public void failed(@Nullable Throwable failure) {}

  /** Says that the connection went away before the response was complete. */
  public void aborted() {}

  /** Ends the span. Only the first call counts. */
  public void end() {
    ended = true;
    span.end();
  }

  /** Whether {@link #end()} was called. */
  public boolean ended() {
    return ended;
  }
}
