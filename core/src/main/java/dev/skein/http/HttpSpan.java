package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of received and of sent requests have in common. Thread-safe; no method throws.
 */
public abstract sealed class HttpSpan permits HttpServerSpan, HttpClientSpan {
  private static final AtomicIntegerFieldUpdater<HttpSpan> STATE =
      AtomicIntegerFieldUpdater.newUpdater(HttpSpan.class, "state");

  private static final int ENDED = 1;

  /** The exchange was given up. */
  private static final int GIVEN_UP = 2;

  /** A server span was started without the client's address. */
  static final int CLIENT_UNKNOWN = 4;

  final Span span;
  private final Context context;
  private volatile @Nullable Throwable failure;
  private volatile int state;

  // Whoever reports on one thread and ends on another orders the two; a code is never torn.
  private int statusCode;

  HttpSpan(Span span, Context context, int state) {
    this.span = span;
    this.context = context;
    if (state != 0) {
      this.state = state;
    }
  }

  /** The span itself, for attributes and events of the application. */
  public final Span span() {
    return span;
  }

  /** The context of the request: this span, and the baggage of the caller. */
  public final Context context() {
    return context;
  }

  /** Says which status was sent or received. The last call wins; a code below 1 is ignored. */
  public final void response(int statusCode) {
    if (statusCode > 0) {
      this.statusCode = statusCode;
    }
  }

  /** Says which version of the protocol is spoken, in any usual spelling. */
  public final void protocolVersion(@Nullable String version) {
    span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, ProtocolVersion.normal(version));
  }

  /** Sets the address and port of the connection's other end. */
  final void setPeer(@Nullable String address, int port) {
    span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, address);
    if (address != null && port > 0) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, port);
    }
  }

  /** Keeps the first failure. */
  final void keep(@Nullable Throwable failure) {
    if (this.failure == null && !ended()) {
      this.failure = failure;
    }
  }

  final void giveUp() {
    mark(GIVEN_UP);
  }

  final boolean isGivenUp() {
    return is(GIVEN_UP);
  }

  final boolean is(int flag) {
    return (state & flag) != 0;
  }

  /** Whether the flag was not set before. */
  private boolean mark(int flag) {
    int before;
    do {
      before = state;
      if ((before & flag) != 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, before, before | flag));
    return true;
  }

  /** Ends the span. Only the first call counts. */
  public final void end() {
    if (!mark(ENDED)) {
      return;
    }
    Throwable thrown = failure;
    try {
      if (span.isRecording()) {
        if (statusCode > 0) {
          span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, statusCode);
        }
        settle(statusCode, thrown == null ? null : Failures.unwrap(thrown));
      }
    } catch (Throwable e) {
      Guarded.report("The end of an HTTP span", e);
    }
    if (thrown != null) {
      failure = null; // whoever keeps this object need not keep that one
    }
    span.end();
  }

  /** Whether {@link #end()} was called. */
  public final boolean ended() {
    return is(ENDED);
  }

  /** Decides whether the request failed. */
  abstract void settle(int statusCode, @Nullable Throwable failure);
}
