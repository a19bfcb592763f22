package dev.skein.vertx;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.Tracer;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A Vertx traced with Skein, a server in it, and a client outside of it. */
final class TracedVertx implements AutoCloseable {
  /** For what happens in the end, however slow the machine is. */
  static final Duration LONG = Duration.ofMinutes(2);

  final TraceRecorder recorder = TraceRecorder.create();
  final Skein skein;
  final Vertx vertx;
  private final java.net.http.HttpClient client =
      java.net.http.HttpClient.newBuilder()
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .build();

  TracedVertx() {
    this(builder -> builder);
  }

  TracedVertx(UnaryOperator<SkeinBuilder> customizer) {
    skein =
        recorder.skein(
            "shop",
            builder -> customizer.apply(builder.contextStorage(VertxContextStorage.create())));
    vertx = Vertx.vertx(new VertxOptions().setTracingOptions(new SkeinTracingOptions(skein)));
  }

  Tracer tracer() {
    return SkeinVertx.tracer(vertx);
  }

  /** Starts a server on a free port. */
  int serve(Handler<HttpServerRequest> handler) {
    return serve(new HttpServerOptions(), handler);
  }

  int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    HttpServer server =
        await(vertx.createHttpServer(options).requestHandler(handler).listen(0, "127.0.0.1"));
    return server.actualPort();
  }

  HttpResponse<String> get(int port, String path, String... headers) {
    return send("GET", port, path, headers);
  }

  HttpResponse<String> send(String method, int port, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LONG);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends many requests at once, to /0, /1 and so on, and waits for their responses. */
  void getAll(int port, int count) {
    CompletableFuture<?>[] responses = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/" + i);
      responses[i] =
          client.sendAsync(
              HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }
    CompletableFuture.allOf(responses).orTimeout(LONG.toSeconds(), SECONDS).join();
  }

  /** All spans, when there are at least that many. */
  List<SpanData> spans(int count) {
    return recorder.awaitSpans(count, LONG);
  }

  /** The one span there is. */
  SpanData onlySpan() {
    List<SpanData> spans = spans(1);
    if (spans.size() != 1) {
      throw new AssertionError("more than one span: " + spans);
    }
    return spans.get(0);
  }

  /** The one trace there is, when it is complete and has that many spans. */
  Trace onlyTrace(int spans) {
    return recorder.awaitTrace(trace -> trace.isComplete() && trace.spans().size() == spans, LONG);
  }

  /** The type that createHttpClient returns is another one in Vert.x 5. */
  HttpClient httpClient(HttpClientOptions options) {
    try {
      return (HttpClient)
          Vertx.class.getMethod("createHttpClient", HttpClientOptions.class).invoke(vertx, options);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static void reset(HttpClientRequest request) {
    reset(HttpClientRequest.class, request, 0);
  }

  static void reset(HttpServerResponse response, long code) {
    reset(HttpServerResponse.class, response, code);
  }

  /** The type that reset returns is another one in Vert.x 5. */
  private static void reset(Class<?> type, Object stream, long code) {
    try {
      type.getMethod("reset", long.class).invoke(stream, code);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(LONG.toSeconds(), SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
    skein.close();
  }
}
