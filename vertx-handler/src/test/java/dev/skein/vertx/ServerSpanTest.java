package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Sampler;
import dev.skein.SkeinOptions;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.ExportResult;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.tracing.TracingPolicy;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of a plain HTTP server, without Vert.x Web. */
class ServerSpanTest {
  private WebSocketClient webSocketClient;
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private TracedVertx traced = new TracedVertx();

  @AfterEach
  void close() {
    traced.close();
  }

  @Test
  void request_hasTheAttributesOfTheConventions() {
    int port = traced.serve(request -> request.response().setStatusCode(201).end("done"));

    traced.send("POST", port, "/orders?id=7&sig=secret", "User-Agent", "curl/8");

    SpanData span = traced.onlySpan();
    assertThat(span).hasName("POST").hasKind(SpanKind.SERVER).hasNoParent();
    assertThat(span).hasStatus(StatusCode.UNSET).hasNoEvents();
    assertThat(span.attributes())
        .containsKey("network.peer.port")
        .containsAllEntriesOf(
            Map.of(
                "http.request.method", "POST",
                "url.scheme", "http",
                "url.path", "/orders",
                "url.query", "id=7&sig=REDACTED",
                "server.address", "127.0.0.1",
                "server.port", (long) port,
                "client.address", "127.0.0.1",
                "network.peer.address", "127.0.0.1",
                "network.protocol.version", "1.1",
                "http.response.status_code", 201L))
        .containsEntry("user_agent.original", "curl/8")
        .hasSize(12);
  }

  @Test
  void traceparent_isContinued() {
    int port = traced.serve(request -> request.response().end());

    traced.get(port, "/", "traceparent", PARENT, "tracestate", "other=1");

    SpanData span = traced.onlySpan();
    assertThat(span).hasTraceId(TRACE_ID);
    assertThat(span.parentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.traceState()).isEqualTo("other=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void traceparent_malformed_startsANewTrace(String header) {
    int port = traced.serve(request -> request.response().end());

    assertThat(traced.get(port, "/", "traceparent", header).statusCode()).isEqualTo(200);

    SpanData span = traced.onlySpan();
    assertThat(span).hasNoParent();
    assertThat(span.traceId()).isNotEqualTo(TRACE_ID);
  }

  @Test
  void traceparent_unsampled_recordsNothingAndStaysCurrent() {
    AtomicReference<dev.skein.SpanContext> seen = new AtomicReference<>();
    int port =
        traced.serve(
            request -> {
              seen.set(traced.tracer().currentSpan());
              request.response().end();
            });

    traced.get(port, "/", "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-00");
    traced.get(port, "/next");

    assertThat(traced.onlySpan()).hasAttribute("url.path", "/next");
    assertThat(seen.get().isValid()).isTrue();
  }

  @Test
  void statusFromFiveHundred_isAnError_notBelow() {
    int port =
        traced.serve(
            request ->
                request.response().setStatusCode(request.path().equals("/503") ? 503 : 404).end());

    traced.get(port, "/404");
    traced.get(port, "/503");

    assertThat(traced.spans(2))
        .anySatisfy(
            span ->
                assertThat(span)
                    .hasAttribute("url.path", "/404")
                    .hasStatus(StatusCode.UNSET)
                    .doesNotHaveAttribute("error.type"))
        .anySatisfy(
            span ->
                assertThat(span)
                    .hasAttribute("url.path", "/503")
                    .hasStatus(StatusCode.ERROR)
                    .hasAttribute("error.type", "503"));
  }

  @Test
  void streamedBody_spanEndsWithTheLastByte() {
    int port =
        traced.serve(
            request -> {
              request.response().setChunked(true).write("first");
              traced.vertx.setTimer(
                  200,
                  timer -> {
                    traced.tracer().currentSpan().addEvent("last byte");
                    request.response().end("last");
                  });
            });

    assertThat(traced.get(port, "/").body()).isEqualTo("firstlast");

    assertThat(traced.onlySpan()).hasEvent("last byte");
  }

  @Test
  void keepAlive_everyRequestHasASpanOfItsOwn() throws Exception {
    int port = traced.serve(request -> request.response().end(request.path()));

    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      String request = "GET /%d HTTP/1.1\r\nHost: shop\r\n\r\n";
      // pipelined, on one connection
      for (int i = 0; i < 3; i++) {
        out.write(request.formatted(i).getBytes(StandardCharsets.US_ASCII));
      }
      List<SpanData> spans = traced.spans(3);
      assertThat(spans).extracting(SpanData::traceId).doesNotHaveDuplicates();
      assertThat(spans).allSatisfy(span -> assertThat(span).hasNoParent());
      assertThat(spans)
          .extracting(span -> span.attributes().get("url.path"))
          .containsExactlyInAnyOrder("/0", "/1", "/2");
    }
  }

  @Test
  void webSocket_spanIsThatOfTheUpgrade() {
    HttpServer server =
        traced
            .vertx
            .createHttpServer()
            .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage));
    int port = TracedVertx.await(server.listen(0, "127.0.0.1")).actualPort();
    CompletableFuture<String> echo = new CompletableFuture<>();
    // Vert.x 5 closes a client that nobody refers to.
    webSocketClient = traced.vertx.createWebSocketClient();

    TracedVertx.await(
        webSocketClient
            .connect(port, "127.0.0.1", "/echo")
            .compose(
                socket -> {
                  socket.textMessageHandler(echo::complete);
                  return socket.writeTextMessage("hello");
                }));

    assertThat(echo.join()).isEqualTo("hello");
    assertThat(traced.onlySpan())
        .hasName("GET")
        .hasAttribute("http.response.status_code", 101L)
        .hasStatus(StatusCode.UNSET);
  }

  @Test
  void clientGoesAway_beforeTheResponse_isAnAbort() throws Exception {
    CompletableFuture<Void> received = new CompletableFuture<>();
    int port = traced.serve(request -> received.complete(null));

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      received.join();
    }

    SpanData span = traced.onlySpan();
    assertThat(span).hasStatus(StatusCode.ERROR).hasAttribute("error.type", "connection_closed");
    assertThat(span).hasNoEvents();
    assertThat(span).doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void clientGoesAway_duringTheResponse_isAnAbortWithTheStatusThatWasSent() throws Exception {
    int port = traced.serve(request -> request.response().setChunked(true).write("first"));

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('H');
    }

    SpanData span = traced.onlySpan();
    assertThat(span).hasStatus(StatusCode.ERROR).hasAttribute("error.type", "connection_closed");
    assertThat(span).hasAttribute("http.response.status_code", 200L);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example:, shop.example, 80",
    "shop.example:x, shop.example,",
    "shop.example:99999, shop.example,",
    "[::1]:8080, ::1, 8080"
  })
  void host_isReadAsItWasSent(String host, String address, Long port) throws Exception {
    int serverPort = traced.serve(request -> request.response().end());

    exchange(serverPort, "GET / HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n");

    assertThat(traced.onlySpan().attributes().get("server.address")).isEqualTo(address);
    assertThat(traced.onlySpan().attributes().get("server.port")).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000})
  void requestLine_unreadable_isNotTakenForARequest(int length) throws Exception {
    int port = traced.serve(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);

    exchange(port, "nonsense" + "x".repeat(length) + "\r\n\r\n");

    assertThat(traced.onlySpan())
        .hasName("HTTP")
        .hasAttribute("http.request.method", "_OTHER")
        .doesNotHaveAttribute("url.path")
        .doesNotHaveAttribute("network.protocol.version");
  }

  private static String exchange(int port, String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void excludedPath_leavesNoTrace_norDoesWhatItCalls() {
    traced.close();
    traced =
        new TracedVertx(
            builder ->
                builder.options(SkeinOptions.builder().excludedPaths(List.of("/health*")).build()));
    int port =
        traced.serve(
            request -> {
              traced.tracer().startSpan("inside").end();
              request.response().end();
            });

    traced.get(port, "/health/live?verbose=true");
    traced.get(port, "/items");

    List<SpanData> spans = traced.spans(2);
    assertThat(spans).extracting(SpanData::name).containsExactlyInAnyOrder("inside", "GET");
    assertThat(spans).extracting(SpanData::traceId).containsOnly(spans.get(0).traceId());
  }

  @Test
  void policyIgnore_recordsNothing() {
    HttpServerOptions options = new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE);
    int ignoring = traced.serve(options, request -> request.response().end());
    int port = traced.serve(request -> request.response().end());

    traced.get(ignoring, "/ignored", "traceparent", PARENT);
    traced.get(port, "/seen");

    assertThat(traced.onlySpan()).hasAttribute("url.path", "/seen");
  }

  @Test
  void policyPropagate_recordsOnlyWhatBelongsToATrace() {
    HttpServerOptions options = new HttpServerOptions().setTracingPolicy(TracingPolicy.PROPAGATE);
    int port = traced.serve(options, request -> request.response().end());

    traced.get(port, "/alone");
    traced.get(port, "/called", "traceparent", PARENT);

    assertThat(traced.onlySpan()).hasTraceId(TRACE_ID).hasAttribute("url.path", "/called");
  }

  @Test
  void samplerThatThrows_leavesTheResponseIntact() {
    traced.close();
    Sampler throwing =
        (parent, high, low, name, kind, attributes) -> {
          throw new IllegalStateException("sampler");
        };
    traced = new TracedVertx(builder -> builder.sampler(throwing));
    int port = traced.serve(request -> request.response().end("fine"));

    assertThat(traced.get(port, "/").body()).isEqualTo("fine");
  }

  @Test
  void exporterThatThrows_leavesTheResponseIntact() {
    traced.close();
    traced = new TracedVertx(builder -> builder.exporter(new ThrowingExporter()));
    int port = traced.serve(request -> request.response().end("fine"));

    for (int i = 0; i < 20; i++) {
      assertThat(traced.get(port, "/").body()).isEqualTo("fine");
    }
  }

  private static final class ThrowingExporter implements SpanExporter {
    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      throw new IllegalStateException("exporter");
    }

    @Override
    public String description() {
      return "throwing exporter";
    }
  }
}
