package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The span of one attempt to send a request. Thread-safe; no method throws.
 *
 * <p>An adapter reports what happens, in any order and on any thread, and calls {@link #end()} when
 * the response's headers are read or the attempt is over without any. What that means is decided at
 * the end:
 *
 * <ul>
 *   <li>a 4xx or 5xx status, or one that HTTP does not know, is an error; {@code error.type} is the
 *       code
 *   <li>a failure is an error of its class
 *   <li>the caller's own cancellation is no error, and neither is what fails because of it
 * </ul>
 */
public final class HttpClientSpan extends HttpSpan {
  /**
   * A span.
   *
   * @param keepsBaggage whether the receiver is to be told the span only
   */
  HttpClientSpan(Span span, Context context, boolean keepsBaggage) {
    super(span, context, keepsBaggage ? KEEPS_BAGGAGE : 0);
  }

  /** Whether the receiver is to be told the span only. */
  boolean keepsBaggage() {
    return is(KEEPS_BAGGAGE);
  }

  /** Says which address the connection leads to; a port below 1 is ignored. */
  public void peer(@Nullable String address, int port) {
    setPeer(address, port);
  }

  /**
   * Says that the attempt failed. The first failure counts; null is ignored. A {@link
   * CancellationException} counts as {@link #cancelled()}.
   */
  public void failed(@Nullable Throwable failure) {
    keep(failure);
  }

  /** Says that the caller itself gave up: not an error, and neither is what fails because of it. */
  public void cancelled() {
    giveUp();
  }

  @Override
  void settle(int statusCode, @Nullable Throwable failure) {
    boolean cancelled = isGivenUp() || failure instanceof CancellationException;
    Throwable thrown = cancelled ? null : failure;
    if (isClientError(statusCode)) {
      record(span, type(statusCode), thrown);
    } else if (thrown != null) {
      record(span, type(thrown), thrown);
    }
  }
}
