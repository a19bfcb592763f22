package dev.skein.vertx;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The spans of HTTP requests that are sent, as Vert.x tells the tracer of them. */
final class ClientSpans {
  private final RequestStorage storage;
  private final HttpClientTracer tracer;
  private final ClientCalls calls;

  ClientSpans(Skein skein, RequestStorage storage) {
    this.storage = storage;
    this.tracer = HttpClientTracer.create(skein);
    this.calls = new ClientCalls(storage);
  }

  /** A request that is neither the first nor one of a traced client. */
  private record Resent(HttpClientSpan span, int resendCount) {}

  ClientCalls calls() {
    return calls;
  }

  /**
   * A request is being sent.
   *
   * @param current what is current on the Vert.x context
   * @return what {@link #received} has to be given, null when nothing is recorded or passed on
   */
  <R> @Nullable Object sent(
      io.vertx.core.Context context,
      boolean always,
      Context current,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    HttpClientSpan started = takeStarted(context);
    if (started != null) {
      passOn(started, request, operation, headers, tags);
      return started;
    }
    ClientCall call = calls.take(Headers.of(request));
    Context parent = call != null && call.isTraced() ? call.parent() : current;
    if (!always && !parent.spanContext().isValid()) {
      return null;
    }
    int resendCount = calls.resendCount(context, request, tags);
    HttpClientSpan span = tracer.start(new SentRequest<>(request, tags, resendCount, call), parent);
    passOn(span, request, operation, headers, tags);
    if (call != null) {
      call.sent(tracer, span, resendCount);
      return call;
    }
    if (request instanceof HttpRequest http) {
      span.protocolVersion(VertxInternals.version(http));
    }
    return resendCount > 0 ? new Resent(span, resendCount) : span;
  }

  private @Nullable HttpClientSpan takeStarted(io.vertx.core.Context context) {
    HttpClientSpan span = storage.get(context, RequestKey.CLIENT_SPAN);
    if (span != null) {
      storage.put(context, RequestKey.CLIENT_SPAN, null);
    }
    return span == null || span.ended() ? null : span;
  }

  private <R> void passOn(
      HttpClientSpan span,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    if (request instanceof HttpRequest http) {
      SocketAddress peer = http.remoteAddress();
      if (peer != null) {
        span.peer(peer.hostAddress(), peer.port());
      }
    }
    if (operation != null && !operation.equals(Tags.method(tags, request))) {
      // RequestOptions.setTraceOperation
      span.span().updateName(operation);
    }
    tracer.inject(span, headers, new AddingSetter(Headers.of(request)));
  }

  /**
   * A response has been read, or will not come.
   *
   * @param payload what {@link #sent} has returned
   * @param status zero when there is none
   */
  void received(
      io.vertx.core.Context context,
      Object payload,
      @Nullable Object response,
      int status,
      @Nullable Throwable failure) {
    if (payload instanceof ClientCall call) {
      call.received(context, status, Headers.of(response), failure);
    } else if (payload instanceof Resent resent) {
      received(context, resent.span, resent.resendCount, response, status, failure);
    } else if (payload instanceof HttpClientSpan span) {
      received(context, span, 0, response, status, failure);
    }
  }

  private void received(
      io.vertx.core.Context context,
      HttpClientSpan span,
      int resendCount,
      @Nullable Object response,
      int status,
      @Nullable Throwable failure) {
    MultiMap headers = Headers.of(response);
    calls.responded(context, status, headers, resendCount);
    if (headers != null) {
      tracer.responseHeaders(span, headers, Headers.GETTER);
    }
    span.response(status);
    if (response instanceof HttpResponse http) {
      span.protocolVersion(VertxInternals.version(http));
    }
    span.failed(failure);
    span.end();
  }
}
