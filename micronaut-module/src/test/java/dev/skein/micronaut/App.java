package dev.skein.micronaut;

import dev.skein.Skein;
import dev.skein.Tracer;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running application on a free port, what it recorded, and an untraced client to call it. */
final class App implements AutoCloseable {
  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String PARENT_ID = "00f067aa0ba902b7";
  static final String TRACEPARENT = "00-" + TRACE_ID + "-" + PARENT_ID + "-01";

  /** For what happens in the end, however slow the machine is. */
  static final Duration LONG = Duration.ofMinutes(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TraceRecorder recorder = TraceRecorder.create();
  private final ApplicationContext context;
  private final EmbeddedServer server;

  private App(Map<String, Object> properties, List<Object> beans) {
    Map<String, Object> all = new HashMap<>();
    all.put("micronaut.server.port", -1);
    all.put("micronaut.application.name", "test-app");
    all.put("skein.export-delay", "10ms");
    all.put("micronaut.http.client.connect-timeout", LONG);
    all.put("micronaut.http.client.read-timeout", LONG);
    all.putAll(properties);
    Object[] singletons = new Object[beans.size() + 1];
    singletons[0] = recorder;
    for (int i = 0; i < beans.size(); i++) {
      singletons[i + 1] = beans.get(i);
    }
    this.context = ApplicationContext.builder().properties(all).singletons(singletons).start();
    recorder.flushes(context.getBean(Skein.class));
    this.server = context.getBean(EmbeddedServer.class).start();
  }

  static App start() {
    return start(Map.of());
  }

  static App start(Map<String, Object> properties, Object... beans) {
    return new App(properties, List.of(beans));
  }

  ApplicationContext context() {
    return context;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Skein skein() {
    return bean(Skein.class);
  }

  Tracer tracer() {
    return bean(Tracer.class);
  }

  TraceRecorder recorder() {
    return recorder;
  }

  int port() {
    return server.getPort();
  }

  URI uri(String target) {
    return URI.create("http://localhost:" + port() + target);
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(uri(target)).timeout(LONG);
  }

  HttpResponse<String> get(String target, String... headers) {
    HttpRequest.Builder request = request(target);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String target, String contentType, String body) {
    return send(
        request(target)
            .header("content-type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Forgets all spans, also those of requests whose end is still on its way. */
  void reset() {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (skein().health().live() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("spans that do not end: " + skein().health());
      }
      Thread.yield();
    }
    recorder.reset();
  }

  /** All spans since the last {@link #reset}, when there are at least that many. */
  List<SpanData> spans(int count) {
    return recorder.awaitSpans(count, LONG);
  }

  /** The one span that a request left behind. */
  SpanData span() {
    List<SpanData> spans = spans(1);
    if (spans.size() != 1) {
      throw new AssertionError("expected one span, but had " + recorder.traces());
    }
    return spans.get(0);
  }

  /** The one trace that a request left behind, when all its spans are there. */
  Trace trace(int spans) {
    spans(spans);
    List<Trace> traces = recorder.traces();
    if (traces.size() != 1 || traces.get(0).spans().size() != spans) {
      throw new AssertionError("expected one trace of " + spans + " spans, but had " + traces);
    }
    return traces.get(0);
  }

  @Override
  public void close() {
    context.close();
  }
}
