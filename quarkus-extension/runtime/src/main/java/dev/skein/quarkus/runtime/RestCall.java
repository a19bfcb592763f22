package dev.skein.quarkus.runtime;

import dev.skein.Context;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.function.BiConsumer;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST client: a span for each request that it sends, of which there are several when
 * it is redirected. The first span begins before there is a connection, so that there is one also
 * when nobody answers; each ends with the head of the response.
 *
 * <p>What happens to a call happens in turns, on one thread or another.
 */
final class RestCall {
  private static final Setter<BiConsumer<String, String>> HEADERS = BiConsumer::accept;

  private final RestClientRequestContext call;
  private final HttpClientTracer tracer;
  private final Context parent;
  private int sent;
  private volatile HttpClientSpan span;

  RestCall(
      RestClientRequestContext call,
      HttpClientTracer tracer,
      Context parent,
      @Nullable String template) {
    this.call = call;
    this.tracer = tracer;
    this.parent = parent;
    this.span = tracer.start(new FirstRequest(call, template), parent);
  }

  /** The span of the request that was sent last, or is about to be. */
  HttpClientSpan span() {
    return span;
  }

  /**
   * Vert.x sends a request for this call, and nothing that it has said of its trace so far.
   *
   * @param headers adds a header
   */
  Sent sending(Object request, BiConsumer<String, String> headers) {
    if (sent == 0) {
      HttpClientRequest first = call.getHttpClientRequest();
      if (first != null) {
        // completed with the response that no redirection follows
        first.response().onSuccess(this::responded);
      }
    } else if (request instanceof HttpRequest next) {
      span = tracer.start(new NextRequest(next, sent), parent);
    }
    sent++;
    HttpClientSpan sending = span;
    SocketAddress peer = request instanceof HttpRequest http ? http.remoteAddress() : null;
    if (peer != null) {
      sending.peer(peer.hostAddress(), peer.port());
    }
    tracer.inject(sending, headers, HEADERS);
    return new Sent(this, sending);
  }

  private void responded(HttpClientResponse response) {
    HttpClientSpan answered = span;
    answered.response(response.statusCode());
    connected(answered);
    answered.end();
  }

  /** Says how the span's request was sent, if it was. */
  void connected(HttpClientSpan connected) {
    HttpClientRequest request = call.getHttpClientRequest();
    HttpVersion version = request == null ? null : request.version();
    connected.protocolVersion(version == null ? null : version.alpnName());
  }

  /** One request of a call. */
  record Sent(RestCall call, HttpClientSpan span) {
    /** Vert.x has read a response to its end; null when it has not. */
    void received(@Nullable Object response) {
      // the call knows better why it failed
      if (response instanceof HttpResponse http && !span.ended()) {
        span.response(http.statusCode());
        call.connected(span);
        span.end();
      }
    }
  }

  /** The request as the application has made it. */
  private record FirstRequest(RestClientRequestContext call, @Nullable String template)
      implements dev.skein.http.HttpClientRequest {
    @Override
    public @Nullable String method() {
      return call.getHttpMethod();
    }

    @Override
    public @Nullable String url() {
      return call.getUri().toString();
    }

    @Override
    public @Nullable String urlTemplate() {
      return template;
    }
  }

  /** A request that a redirection asks for. */
  private record NextRequest(HttpRequest request, int resendCount)
      implements dev.skein.http.HttpClientRequest {
    @Override
    public @Nullable String method() {
      return request.method().name();
    }

    @Override
    public @Nullable String url() {
      return request.absoluteURI();
    }
  }
}
