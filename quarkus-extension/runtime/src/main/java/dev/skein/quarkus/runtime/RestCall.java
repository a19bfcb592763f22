package dev.skein.quarkus.runtime;

import dev.skein.Context;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Setter;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST client: a span for each request that it sends, of which there are several when
 * it is redirected, or one that says why none was sent. The first begins with the call, before
 * there is a connection; each ends with the head of the response.
 *
 * <p>A span is started when its outcome will be told for certain: nobody is told of a call that is
 * given up while it waits for a connection.
 *
 * <p>What happens to a call happens in turns, on one thread or another.
 */
final class RestCall {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private static final Getter<MultiMap> RECEIVED = MultiMap::getAll;

  private final RestClientRequestContext call;
  private final HttpClientTracer tracer;
  private final Context parent;
  private final @Nullable String template;
  private final long startedAt = System.nanoTime();
  private int sent;
  private volatile @Nullable HttpClientSpan span;

  RestCall(
      RestClientRequestContext call,
      HttpClientTracer tracer,
      Context parent,
      @Nullable String template) {
    this.call = call;
    this.tracer = tracer;
    this.parent = parent;
    this.template = template;
  }

  /**
   * Vert.x sends a request for this call, which says nothing of a trace so far.
   *
   * @param headers adds a header
   */
  Sent sending(Object request, BiConsumer<String, String> headers) {
    HttpClientSpan sending;
    if (sent > 0 && request instanceof HttpRequest next) {
      sending = tracer.start(new NextRequest(next, sent), parent);
    } else {
      sending = tracer.start(new FirstRequest(this, request), parent);
      HttpClientRequest first = call.getHttpClientRequest();
      if (first != null) {
        // completed with the response that no redirection follows
        first.response().onSuccess(this::responded);
      }
    }
    sent++;
    span = sending;
    SocketAddress peer = request instanceof HttpRequest http ? http.remoteAddress() : null;
    if (peer != null) {
      sending.peer(peer.hostAddress(), peer.port());
    }
    tracer.inject(sending, headers, new SentHeaders(request));
    return new Sent(this, sending);
  }

  private void responded(HttpClientResponse response) {
    HttpClientSpan answered = span;
    if (answered != null) {
      answer(answered, response.statusCode(), response.headers());
    }
  }

  private void answer(HttpClientSpan answered, int status, @Nullable MultiMap headers) {
    if (headers != null) {
      tracer.responseHeaders(answered, headers, RECEIVED);
    }
    answered.response(status);
    HttpClientRequest request = call.getHttpClientRequest();
    HttpVersion version = request == null ? null : request.version();
    answered.protocolVersion(version == null ? null : version.alpnName());
    answered.end();
  }

  /** The call is over, for whatever reason; null when there was none to complain. */
  void finish(@Nullable Throwable failure) {
    HttpClientSpan last = span;
    if (last == null) {
      if (call.isUserCanceled()) {
        return;
      }
      last = tracer.start(new FirstRequest(this, null), parent);
      triedPeer(last);
      span = last;
    }
    if (last.ended()) {
      return;
    }
    if (call.isUserCanceled()) {
      last.cancelled();
    }
    last.failed(failure);
    if (call.getResponseStatus() > 0) {
      HttpClientResponse response = call.getVertxClientResponse();
      answer(last, call.getResponseStatus(), response == null ? null : response.headers());
    } else {
      last.end();
    }
  }

  /** Says where the connection was to lead, if that is an address and not a name. */
  private void triedPeer(HttpClientSpan unsent) {
    URI uri = call.getUri();
    String host = uri.getHost();
    if (host == null || !(NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host))) {
      return;
    }
    int defaultPort = "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    unsent.peer(address, uri.getPort() > 0 ? uri.getPort() : defaultPort);
  }

  /** One request of a call. */
  record Sent(RestCall call, HttpClientSpan span) {
    /** Vert.x has read a response to its end; null when it has not. */
    void received(@Nullable Object response) {
      // the call knows better why it failed
      if (response instanceof HttpResponse http && !span.ended()) {
        call.answer(span, http.statusCode(), http.headers());
      }
    }
  }

  /** Adds headers to a request, and takes away what it was given along with a redirection. */
  private record SentHeaders(Object request) implements Setter<BiConsumer<String, String>> {
    @Override
    public void set(BiConsumer<String, String> headers, String name, String value) {
      headers.accept(name, value);
    }

    @Override
    public void remove(BiConsumer<String, String> headers, String name) {
      if (request instanceof HttpRequest http) {
        http.headers().remove(name);
      }
    }
  }

  /**
   * The request as the application has made it.
   *
   * @param request what is sent; null when it does not come to that
   */
  private record FirstRequest(RestCall made, @Nullable Object request)
      implements dev.skein.http.HttpClientRequest {
    @Override
    public @Nullable String method() {
      return made.call.getHttpMethod();
    }

    @Override
    public @Nullable String url() {
      return made.call.getUri().toString();
    }

    @Override
    public @Nullable String urlTemplate() {
      return made.template;
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      List<String> lines =
          request instanceof HttpRequest http
              ? http.headers().getAll(lowerCaseName)
              : made.call.getRequestHeaders().asMap().get(lowerCaseName);
      return lines == null ? List.of() : lines;
    }

    @Override
    public long elapsedNanos() {
      return System.nanoTime() - made.startedAt;
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

    @Override
    public List<String> headers(String lowerCaseName) {
      return request.headers().getAll(lowerCaseName);
    }
  }
}
