package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.ExportResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What tracing a request of Vert.x allocates on its event loop, in bytes: exact figures, the same
 * on every machine, because this class runs in a JVM of its own that does not optimize objects
 * away. See the tests of the same name in {@code core} for the span's part of them.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 4_000;

  private static final long REMOTE_CONTEXT = 40;
  private static final long RECORDED_SPAN = 56;
  private static final long UNSAMPLED_SPAN = 40;

  /** What says that nothing of a trace is recorded. */
  private static final long TRACE = 24;

  private static final long SERVER_SPAN = 40;

  /** The HTTP tier's: the server span, and the view of its attributes. */
  private static final long SERVER = SERVER_SPAN + 32;

  /** Ours: the view of the request, Netty's iterator over its headers, the scope. */
  private static final long VIEW = 32 + 24 + 24;

  /** Ours, for a request that is recorded. */
  private static final long CALL = 32;

  private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

  private final Skein skein =
      Skein.builder()
          .options(SkeinOptions.builder().excludedPaths(List.of("/health/*")).build())
          .contextStorage(VertxContextStorage.create())
          .exporter(batch -> CompletableFuture.completedFuture(ExportResult.success()))
          .build();
  private final SkeinVertxTracer tracer =
      SkeinVertxTracer.create(skein, RequestStorage.contextLocal());
  private final Vertx vertx = Vertx.vertx();
  private final Context context = VertxInternals.duplicate(vertx.getOrCreateContext());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;

  /** Answers with the bytes that tracing the request once more allocates. */
  @BeforeEach
  void listen() {
    server =
        TracedVertx.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.response().end(Long.toString(bytes(() -> trace(request)))))
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    TracedVertx.await(vertx.close());
    skein.close();
  }

  private void trace(HttpServerRequest request) {
    Object payload =
        tracer.receiveRequest(
            context,
            SpanKind.RPC,
            TracingPolicy.ALWAYS,
            request,
            "GET",
            request.headers(),
            TagExtractor.empty());
    tracer.sendResponse(context, request.response(), payload, null, TagExtractor.empty());
  }

  /** What most of the runs allocate; now and then one needs a new buffer for encoded spans. */
  private static long bytes(Runnable run) {
    long usual = -1;
    int times = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      times += bytes == usual ? 1 : -1;
      if (times < 0) {
        usual = bytes;
        times = 1;
      }
    }
    return usual;
  }

  private long bytesOf(String path, String flags) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("traceparent", TRACEPARENT + flags).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> Long.parseLong(response.body()))
        .get(TracedVertx.LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void recordedRequest_isItsSpanAndFourSmallObjects() throws Exception {
    assertThat(bytesOf("/items/7", "01"))
        .isEqualTo(REMOTE_CONTEXT + RECORDED_SPAN + SERVER + VIEW + CALL);
  }

  @Test
  void unsampledRequest_hasNothingToFollowIt() throws Exception {
    assertThat(bytesOf("/items/7", "00"))
        .isEqualTo(REMOTE_CONTEXT + UNSAMPLED_SPAN + SERVER + VIEW);
  }

  @Test
  void excludedRequest_isNotDescribed() throws Exception {
    assertThat(bytesOf("/health/live", "01"))
        .isEqualTo(REMOTE_CONTEXT + TRACE + UNSAMPLED_SPAN + SERVER_SPAN + VIEW);
  }

  @Test
  void templateOfARoute_isMadeOnce() {
    RouteTemplates templates = new RouteTemplates();
    Router inner = Router.router(vertx);
    Route mount = Router.router(vertx).route("/shop/*");
    mount.subRouter(inner);
    Route route = inner.get("/items/:id");

    assertThat(bytes(() -> templates.at(null).inner(mount).inner(route).template())).isZero();
    assertThat(templates.at(null).inner(mount).inner(route).template())
        .isEqualTo("/shop/items/{id}");
  }

  @Test
  void templateOfARoute_followsANewPath() {
    RouteTemplate root = new RouteTemplates().at(null);
    Route route = Router.router(vertx).route();

    assertThat(root.inner(route).template()).isNull();
    assertThat(root.inner(route.path("/items/:id")).template()).isEqualTo("/items/{id}");
  }
}
