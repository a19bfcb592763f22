package dev.skein.micronaut;

import dev.skein.http.HttpServerSpan;
import dev.skein.micronaut.PropagatedContextStorage.Element;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A request and what has become of it, kept in an attribute of the request. */
final class ServerExchange {
  private static final String ATTRIBUTE = ServerExchange.class.getName();

  private static final int SWITCHING_PROTOCOLS = 101;

  private final HttpServerSpan span;
  private final Element element;
  private volatile boolean answered;
  private volatile boolean bodyStarted;
  private volatile boolean bodyOpen;

  ServerExchange(HttpServerSpan span) {
    this.span = span;
    this.element = new Element(span.context());
  }

  /** The exchange of a request; null when it has none. */
  static @Nullable ServerExchange of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE).orElse(null) instanceof ServerExchange exchange
        ? exchange
        : null;
  }

  void storeIn(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  HttpServerSpan span() {
    return span;
  }

  Element element() {
    return element;
  }

  /** The handler, or whoever handled its failure, has made a response. */
  void answered(HttpResponse<?> response) {
    answered = true;
    if (!span.span().isRecording()) {
      return;
    }
    span.response(isHandshake(response) ? SWITCHING_PROTOCOLS : response.code());
    span.failed(RouteAttributes.getException(response).orElse(null));
    if (response instanceof MutableHttpResponse<?> mutable
        && mutable.body() instanceof Publisher<?> body) {
      setBody(mutable, watched(body));
    }
  }

  /** The framework passes a plain 200 through the filters, and sends the handshake afterwards. */
  private static boolean isHandshake(HttpResponse<?> response) {
    return response.code() == HttpStatus.OK.getCode()
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
