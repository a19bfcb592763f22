package dev.skein.http;

import dev.skein.Context;
import dev.skein.Span;
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
public final class HttpServerSpan extends HttpSpan {
  private final @Nullable SpanName name;
  private @Nullable String route;

  /**
   * A span.
   *
   * @param name what routes are added to; null when there is nothing to be recorded
   */
  HttpServerSpan(Span span, Context context, @Nullable SpanName name, boolean clientUnknown) {
    super(span, context, clientUnknown ? CLIENT_UNKNOWN : 0);
    this.name = name;
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
    if (template == null || ended()) {
      return;
    }
    if (name == null || !span.isRecording()) {
      route = template;
      return;
    }
    try {
      SpanName named = name.withRoute(template);
      route = named.template();
      span.updateName(named.text());
      span.setAttribute(HttpAttributes.HTTP_ROUTE, named.template());
    } catch (Throwable e) {
      report("HttpServerSpan.route", e);
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
    setPeer(address, port);
    if (is(CLIENT_UNKNOWN)) {
      span.setAttribute(HttpAttributes.CLIENT_ADDRESS, Authority.host(address));
    }
  }

  /**
   * Says that the handler failed, or that the response could not be completed. The first failure
   * counts; it is recorded as an event when it turns out to be an error. Null is ignored, and so is
   * a failure after {@link #aborted()}, which is what caused it.
   */
  public void failed(@Nullable Throwable failure) {
    if (!isGivenUp()) {
      keep(failure);
    }
  }

  /**
   * Says that the connection went away before the response was complete. After {@link #failed} it
   * counts only when that failure turns out to have been answered: else it was closed because of
   * the failure.
   */
  public void aborted() {
    giveUp();
  }

  @Override
  void settle(int statusCode, @Nullable Throwable failure) {
    if (isServerError(statusCode)) {
      record(span, type(statusCode), failure);
    } else if (failure != null && !isAnswer(statusCode)) {
      record(span, type(failure), failure);
    } else if (isGivenUp()) {
      record(span, "connection_closed", null);
    }
  }
}
