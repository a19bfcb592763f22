package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import org.jspecify.annotations.Nullable;

/**
 * The span of one attempt to send a request. Thread-safe; no method throws.
 *
 * <p>An adapter reports what happens in any order and calls {@link #end()} when the response's
 * headers are read or the attempt failed; what that means for status and {@code error.type} is
 * decided at the end.
 */
public final class HttpClientSpan {
  private final Span span;
  private final Context context;
  private volatile boolean ended;

  HttpClientSpan(Span span, Context parent) {
    this.span = span;
    this.context = parent.with(span);
  }

  /** The span itself. */
  public Span span() {
    return span;
  }

  /** The context that the request is sent in: this span, and the caller's baggage. */
  public Context context() {
    return context;
  }

  /** Says which status was received. The last call wins; a code below 1 is ignored. */
  public void response(int statusCode) {}

  /** Says which version of the protocol was negotiated, in any usual spelling. */
  public void protocolVersion(@Nullable String version) {}

  /** Says which address the connection leads to; a port below 1 is ignored. */
  public void peer(@Nullable String address, int port) {}

  /** Says that the attempt failed. */
  public void failed(@Nullable Throwable failure) {}

  /** Says that the caller itself gave up: not an error, and neither is what fails because of it. */
  public void cancelled() {}

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
