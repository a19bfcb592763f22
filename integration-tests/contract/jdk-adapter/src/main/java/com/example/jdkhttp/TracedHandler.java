package com.example.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Traces what a handler of the JDK's HTTP server is asked for. */
public final class TracedHandler implements HttpHandler {
  /** A handler that can say which route serves the request, and what failed. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request, whose span is current.
     *
     * @return completed when the response is written; exceptionally when the client has gone
     */
    CompletionStage<?> handle(HttpExchange exchange, HttpServerSpan span) throws IOException;
  }

  private final Skein skein;
  private final HttpServerTracer tracer;
  private final Handler handler;

  /** A handler that is traced by a Skein. */
  public TracedHandler(Skein skein, Handler handler) {
    this.skein = skein;
    this.tracer = HttpServerTracer.create(skein);
    this.handler = handler;
  }

  @Override
  public void handle(HttpExchange exchange) {
    HttpServerSpan span = tracer.start(new Received(exchange));
    CompletionStage<?> answer;
    try (Scope scope = skein.attach(span.context())) {
      answer = handler.handle(exchange, span);
    } catch (Throwable e) {
      answer = CompletableFuture.failedStage(e);
    }
    CompletionStage<?> unused =
        answer.whenComplete((answered, failure) -> end(exchange, span, failure));
  }

  private void end(HttpExchange exchange, HttpServerSpan span, @Nullable Throwable failure) {
    if (failure instanceof IOException || exchange.getResponseCode() < 0) {
      span.aborted();
    } else {
      span.failed(failure);
    }
    exchange.close();
    tracer.responseHeaders(
        span,
        exchange.getResponseHeaders(),
        (headers, name) -> headers.getOrDefault(name, List.of()));
    span.response(exchange.getResponseCode());
    span.end();
  }

  private record Received(HttpExchange exchange) implements HttpServerRequest {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String scheme() {
      return exchange instanceof HttpsExchange ? "https" : "http";
    }

    @Override
    public String target() {
      return exchange.getRequestURI().toString();
    }

    @Override
    public Collection<String> headerNames() {
      return exchange.getRequestHeaders().keySet();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return exchange.getRequestHeaders().getOrDefault(lowerCaseName, List.of());
    }

    @Override
    public String peerAddress() {
      return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    @Override
    public int peerPort() {
      return exchange.getRemoteAddress().getPort();
    }

    @Override
    public String protocolVersion() {
      return exchange.getProtocol();
    }
  }
}
