package dev.skein.micronaut;

import dev.skein.Context;
import dev.skein.http.HttpServerSpan;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerHttpRequestContext;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A request and what has become of it, kept in an attribute of the request. The framework carries
 * the request in the {@link PropagatedContext}, and with it goes the context.
 */
final class ServerExchange extends ContextElement {
  private static final String ATTRIBUTE = ServerExchange.class.getName();

  /** Where {@link RouteAttributes} looks as well, with a conversion that costs 200 bytes. */
  private static final String EXCEPTION = "micronaut.http.exception";

  private static final int SWITCHING_PROTOCOLS = 101;

  private final HttpServerSpan span;
  private final boolean webSocket;
  private volatile boolean answered;
  private volatile boolean bodyStarted;
  private volatile boolean bodyOpen;
  private boolean routed;
  private @Nullable ServerExchange earlier;

  /**
   * An exchange.
   *
   * @param webSocket whether the client asks for a WebSocket
   */
  ServerExchange(HttpServerSpan span, boolean webSocket) {
    this.span = span;
    this.webSocket = webSocket;
  }

  /**
   * True, when there are requests.
   *
   * @throws LinkageError when there are none
   */
  static boolean isPresent() {
    return ServerHttpRequestContext.class.isRecord();
  }

  /** The exchange of a request; null when it has none. */
  static @Nullable ServerExchange of(HttpRequest<?> request) {
    return request.getAttributes().getValue(ATTRIBUTE) instanceof ServerExchange exchange
        ? exchange
        : null;
  }

  /** The exchange of the request that is carried; null when none is. */
  static @Nullable ServerExchange in(PropagatedContext propagated) {
    try {
      ServerHttpRequestContext carried =
          propagated.find(ServerHttpRequestContext.class).orElse(null);
      if (carried == null) {
        return null;
      }
      ServerExchange exchange = of(carried.httpRequest());
      return exchange == null ? replaced(propagated) : exchange;
    } catch (Exception | LinkageError e) {
      Guard.report("The look at the current request", e);
      return null;
    }
  }

  /** A filter may have replaced the request by one of its own. */
  private static @Nullable ServerExchange replaced(PropagatedContext propagated) {
    return propagated
        .findAll(ServerHttpRequestContext.class)
        .map(carried -> of(carried.httpRequest()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  void storeIn(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Ends what is not followed by anything but the messages of a WebSocket. */
  void leave(HttpRequest<?> request) {
    request.getAttributes().remove(ATTRIBUTE);
    span.end();
  }

  @Override
  Context context() {
    return span.context();
  }

  @Override
  ContextElement request() {
    return this;
  }

  HttpServerSpan span() {
    return span;
  }

  /** Whether the client asks for a WebSocket. */
  boolean webSocket() {
    return webSocket;
  }

  /** Whether nobody has looked for the route yet; true only once. */
  boolean firstLookAtRoute() {
    boolean first = !routed;
    routed = true;
    return first;
  }

  /** The one that came before it on its connection, if that one has not ended. */
  @Nullable ServerExchange earlier() {
    return earlier;
  }

  /** Puts another one behind it in the list of its connection. */
  void linkTo(@Nullable ServerExchange other) {
    earlier = other;
  }

  /** Whether the response is of interest. */
  boolean watched() {
    return webSocket || span.span().isRecording();
  }

  /** The handler, or whoever handled its failure, has made a response. */
  void answered(HttpResponse<?> response) {
    answered = true;
    if (!span.span().isRecording()) {
      return;
    }
    int code = response.code();
    span.response(webSocket && isHandshake(code, response) ? SWITCHING_PROTOCOLS : code);
    Throwable failure = failure(code, response);
    if (failure != null) {
      span.failed(failure);
    }
    if (response instanceof MutableHttpResponse<?> mutable
        && mutable.body() instanceof Publisher<?> body) {
      setBody(mutable, watched(body));
    }
  }

  private static @Nullable Throwable failure(int code, HttpResponse<?> response) {
    if (response.getAttributes().getValue(EXCEPTION) instanceof Throwable failure) {
      return failure;
    }
    return code < HttpStatus.INTERNAL_SERVER_ERROR.getCode()
        ? null
        : RouteAttributes.getException(response).orElse(null);
  }

  /** The framework passes a plain 200 through the filters, and sends the handshake afterwards. */
  private static boolean isHandshake(int code, HttpResponse<?> response) {
    return code == HttpStatus.OK.getCode()
        && RouteAttributes.getRouteInfo(response).map(RouteInfo::isWebSocketRoute).orElse(false);
  }

  /** The response could not be turned into bytes, and another one is sent in its place. */
  void replaced(int statusCode, @Nullable Throwable failure) {
    if (answered) {
      span.response(statusCode);
      span.failed(failure);
    }
  }

  /** The last byte is written, or none will be. */
  void terminated() {
    if (!answered || bodyOpen) {
      span.aborted();
    }
    span.end();
  }

  /**
   * The connection is closed.
   *
   * @param byServer whether the server closed it, which it does when it has answered as well
   */
  void disconnected(boolean byServer) {
    if (!byServer || !answered) {
      span.aborted();
      span.end();
    }
  }

  @SuppressWarnings("unchecked")
  private static void setBody(MutableHttpResponse<?> response, Object body) {
    ((MutableHttpResponse<Object>) response).body(body);
  }

  /**
   * A body that tells how it ends. One that is cancelled belongs to a connection or a stream that
   * is gone, which over HTTP/2 nothing else tells.
   */
  private Publisher<?> watched(Publisher<?> body) {
    return Flux.from(body)
        .doOnSubscribe(subscription -> bodyOpen = true)
        .doOnNext(item -> bodyStarted = true)
        .doOnError(this::bodyFailed)
        .doOnCancel(this::terminated)
        .doOnComplete(() -> bodyOpen = false);
  }

  /** Before its first item the framework can still send another status, and does. */
  private void bodyFailed(Throwable failure) {
    bodyOpen = false;
    if (!bodyStarted) {
      HttpStatus status =
          failure instanceof HttpStatusException known
              ? known.getStatus()
              : HttpStatus.INTERNAL_SERVER_ERROR;
      span.response(status.getCode());
    }
    span.failed(failure);
  }
}
