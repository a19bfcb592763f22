package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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
public final class HttpClientSpan {
  private static final AtomicIntegerFieldUpdater<HttpClientSpan> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(HttpClientSpan.class, "ended");

  private final Span span;
  private final Context context;
  private volatile @Nullable Throwable failure;
  private volatile int statusCode;
  private volatile boolean cancelled;
  private volatile int ended;

  HttpClientSpan(Span span, Context context) {
    this.span = span;
    this.context = context;
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
  public void response(int statusCode) {
    if (statusCode > 0) {
      this.statusCode = statusCode;
    }
  }

  /** Says which version of the protocol was negotiated, in any usual spelling. */
  public void protocolVersion(@Nullable String version) {
    span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, ProtocolVersion.normal(version));
  }

  /** Says which address the connection leads to; a port below 1 is ignored. */
  public void peer(@Nullable String address, int port) {
    if (address != null) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, address);
      if (port > 0) {
        span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, port);
      }
    }
  }

  /**
   * Says that the attempt failed. The first failure counts; null is ignored. A {@link
   * CancellationException} counts as {@link #cancelled()}.
   */
  public void failed(@Nullable Throwable failure) {
    if (this.failure == null && ended == 0) {
      this.failure = failure;
    }
  }

  /** Says that the caller itself gave up: not an error, and neither is what fails because of it. */
  public void cancelled() {
    cancelled = true;
  }

  /** Ends the span. Only the first call counts. */
  public void end() {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      if (span.isRecording()) {
        settle();
      }
    } catch (Throwable e) {
      Guarded.report("HttpClientSpan.end", e);
    }
    failure = null; // whoever keeps this object need not keep that one
    span.end();
  }

  /** Whether {@link #end()} was called. */
  public boolean ended() {
    return ended != 0;
  }

  private void settle() {
    int code = statusCode;
    Throwable thrown = failure == null ? null : Failures.unwrap(failure);
    if (cancelled || thrown instanceof CancellationException) {
      thrown = null;
    }
    if (code > 0) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, code);
    }
    if (Failures.isClientError(code)) {
      Failures.record(span, Integer.toString(code), thrown);
    } else if (thrown != null) {
      Failures.record(span, Failures.type(thrown), thrown);
    }
  }
}
