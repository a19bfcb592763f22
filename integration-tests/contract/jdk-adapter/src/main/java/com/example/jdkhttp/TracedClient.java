package com.example.jdkhttp;

import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;

/** Traces the calls of the JDK's HTTP client. */
public final class TracedClient {
  private final HttpClientTracer tracer;
  private final HttpClient client;

  /** A client that is traced by a Skein. */
  public TracedClient(Skein skein, HttpClient client) {
    this.tracer = HttpClientTracer.create(skein);
    this.client = client;
  }

  /** Sends a request as a child of the current span. */
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    HttpClientSpan span = tracer.start(new Sent(request));
    HttpRequest.Builder traced = HttpRequest.newBuilder(request, (name, value) -> true);
    tracer.inject(span, traced, HttpRequest.Builder::setHeader);
    CompletableFuture<HttpResponse<T>> answer =
        client.sendAsync(
            traced.build(),
            head -> {
              span.response(head.statusCode());
              span.protocolVersion(head.version().toString());
              span.end();
              return handler.apply(head);
            });
    CompletableFuture<?> unused =
        answer.whenComplete(
            (response, failure) -> {
              span.failed(failure);
              span.end();
            });
    return answer;
  }

  private record Sent(HttpRequest request) implements HttpClientRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String url() {
      return request.uri().toString();
    }
  }
}
