package com.example.jdkhttp;

import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    Map<String, String> context = new HashMap<>();
    Set<String> unwanted = new HashSet<>();
    tracer.inject(span, context, new ContextHeaders(unwanted));
    HttpRequest.Builder traced =
        HttpRequest.newBuilder(
            request, (name, value) -> !unwanted.contains(name.toLowerCase(Locale.ROOT)));
    context.forEach(traced::setHeader);
    CompletableFuture<HttpResponse<T>> answer =
        client.sendAsync(
            traced.build(),
            head -> {
              tracer.responseHeaders(span, head.headers(), HttpHeaders::allValues);
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

  /** Collects what is to be sent, and what is not: a builder cannot take anything back. */
  private record ContextHeaders(Set<String> unwanted) implements Setter<Map<String, String>> {
    @Override
    public void set(Map<String, String> context, String name, String value) {
      context.put(name, value);
    }

    @Override
    public void remove(Map<String, String> context, String name) {
      unwanted.add(name);
    }
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

    @Override
    public List<String> headers(String lowerCaseName) {
      return request.headers().allValues(lowerCaseName);
    }
  }
}
