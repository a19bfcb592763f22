package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The span of one received request. Thread-safe; no method throws.
 *
 * <p>An adapter reports what happens, in any order and on any thread, and calls {@link #end()} when
 * the last byte is written or the exchange is given up. What that means is decided at the end:
 *
 * <ul>
 *   <li>a 5xx status, or one that HTTP does not know, is an error; {@code error.type} is the code
 *   <li>a connection that went away is an error: {@code connection_closed}
 *   <li>a failure is an error of its class, unless the request was answered with a redirection or a
 *       4xx status: then the failure has been turned into an answer about the request
 * </ul>
 */
public final class HttpServerSpan {
  private static final AtomicIntegerFieldUpdater<HttpServerSpan> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(HttpServerSpan.class, "ended");

  private final Span span;
  private final Context context;
  private final @Nullable SpanNames names;
  private final boolean clientUnknown;
  private volatile @Nullable String route;
  private volatile @Nullable Throwable failure;
  private volatile int statusCode;
  private volatile boolean aborted;
  private volatile int ended;

  HttpServerSpan(Span span, Context context, @Nullable SpanNames names, boolean clientUnknown) {
    this.span = span;
    this.context = context;
    this.names = names;
    this.clientUnknown = clientUnknown;
  }

  /** The span of a request that is left out, in a context of its own. */
  static HttpServerSpan unrecorded(Context context) {
    return new HttpServerSpan(context.span(), context, null, false);
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
   * Says which route serves the request: {@code http.route} and the span's name, at once, so that a
   * name given by the application later stays. The last call wins; null and calls after the end are
   * ignored.
   *
   * @param template in the framework's own syntax; an empty one is {@code /}, a missing slash at
   *     its start is added, several slashes in a row become one; the pattern of a variable in
   *     braces is left out, {@code {id:[0-9]+}} becomes {@code {id}}
   */
  public void route(@Nullable String template) {
    if (template == null || ended != 0) {
      return;
    }
    if (names == null || !span.isRecording()) {
      route = template;
      return;
    }
    try {
      SpanNames.Named named = names.route(template);
      route = named.template();
      span.updateName(named.spanName());
      span.setAttribute(HttpAttributes.HTTP_ROUTE, named.template());
    } catch (Throwable e) {
      Guarded.report("HttpServerSpan.route", e);
    }
  }

  /** The route; null before the first {@link #route(String)}. */
  public @Nullable String route() {
    return route;
  }

  /**
   * Says which address the connection comes from, for a framework that did not know it when the
   * span was started; a port below 1 is ignored. It is the client's address, too, unless the
   * request's headers named another one.
   */
  public void peer(@Nullable String address, int port) {
    if (address == null) {
      return;
    }
    span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, address);
    if (port > 0) {
      span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, port);
    }
    if (clientUnknown) {
      span.setAttribute(HttpAttributes.CLIENT_ADDRESS, Authority.host(address));
    }
  }

  /** Says which version of the protocol is spoken, likewise; in any usual spelling. */
  public void protocolVersion(@Nullable String version) {
    span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, ProtocolVersion.normal(version));
  }

  /** Says which status is sent. The last call wins; a code below 1 is ignored. */
  public void response(int statusCode) {
    if (statusCode > 0) {
      this.statusCode = statusCode;
    }
  }

  /**
   * Says that the handler failed, or that the response could not be completed. The first failure
   * counts; it is recorded as an event when it turns out to be an error. Null is ignored, and so is
   * a failure after {@link #aborted()}, which is what caused it.
   */
  public void failed(@Nullable Throwable failure) {
    if (this.failure == null && !aborted && ended == 0) {
      this.failure = failure;
    }
  }

  /**
   * Says that the connection went away before the response was complete. After {@link #failed} it
   * counts only when that failure turns out to have been answered: else it was closed because of
   * the failure.
   */
  public void aborted() {
    aborted = true;
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
      Guarded.report("HttpServerSpan.end", e);
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
    if (code > 0) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, code);
    }
    if (Failures.isServerError(code)) {
      Failures.record(span, Integer.toString(code), thrown);
    } else if (thrown != null && !Failures.isAnswer(code)) {
      Failures.record(span, Failures.type(thrown), thrown);
    } else if (aborted) {
      Failures.record(span, "connection_closed", null);
    }
  }
}
