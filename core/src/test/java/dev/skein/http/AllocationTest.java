package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AllocatedBytes;
import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.ExportResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a request's span allocates on the request's thread, in bytes: exact figures, the same on
 * every machine, because this class runs in a JVM of its own that does not optimize objects away.
 * See {@code dev.skein.AllocationTest} for what the core's part of them is.
 */
class AllocationTest {
  private static final long REMOTE_CONTEXT = 40;
  private static final long RECORDED_SPAN = 56;
  private static final long UNSAMPLED_SPAN = 40;

  /** The server span, and the short-lived view of its attributes. */
  private static final long SERVER = 40 + 32;

  /** The client span, and the short-lived view of its attributes. */
  private static final long CLIENT = 32 + 24;

  private final Skein skein =
      Skein.builder()
          .options(SkeinOptions.builder().excludedPaths(List.of("/q/*", "/live")).build())
          .exporter(batch -> CompletableFuture.completedFuture(ExportResult.success()))
          .build();
  private final HttpServerTracer server = HttpServerTracer.create(skein);
  private final HttpClientTracer client = HttpClientTracer.create(skein);

  @AfterEach
  void close() {
    skein.close();
  }

  /** A request whose answers cost nothing. */
  private record Received(String target, Map<String, String> lines) implements HttpServerRequest {
    static Received of(String target, boolean sampled) {
      return new Received(
          target,
          Map.of(
              "host",
              "shop.example:8080",
              "user-agent",
              "curl/8.5.0",
              "traceparent",
              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0" + (sampled ? "1" : "0")));
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      throw new IllegalStateException("No header has several lines: " + lowerCaseName);
    }

    @Override
    public String header(String lowerCaseName) {
      return lines.get(lowerCaseName);
    }

    @Override
    public String peerAddress() {
      return "192.0.2.1";
    }

    @Override
    public int peerPort() {
      return 50_000;
    }

    @Override
    public String protocolVersion() {
      return "HTTP/1.1";
    }
  }

  private void receive(HttpServerRequest request) {
    HttpServerSpan span = server.start(request);
    span.route("/items/{id}");
    span.response(503);
    span.end();
  }

  private void send(HttpClientRequest request, Context caller) {
    HttpClientSpan span = client.start(request, caller);
    span.peer("192.0.2.5", 8081);
    span.response(404);
    span.end();
  }

  @Test
  void receivedRequest_sampled_isASpanInTwoObjects() {
    Received request = Received.of("/items/7", true);

    assertThat(AllocatedBytes.of(() -> receive(request)))
        .isEqualTo(REMOTE_CONTEXT + RECORDED_SPAN + SERVER);
  }

  @Test
  void receivedRequest_withAQuery_isThePathAndTheQueryBeside() {
    Received request = Received.of("/items/7?color=red", true);
    long texts = (24 + 24) + (24 + 32); // a string and its bytes each

    assertThat(AllocatedBytes.of(() -> receive(request)))
        .isEqualTo(REMOTE_CONTEXT + RECORDED_SPAN + SERVER + texts);
  }

  @Test
  void receivedRequest_unsampled_isThreeSmallObjectsAndTheCallersContext() {
    Received request = Received.of("/items/7", false);

    assertThat(AllocatedBytes.of(() -> receive(request)))
        .isEqualTo(REMOTE_CONTEXT + UNSAMPLED_SPAN + SERVER);
  }

  @Test
  void receivedRequest_excluded_hasNoView() {
    Received request = Received.of("/q/health?full", true);
    long own = AllocatedBytes.of(() -> skein.tracer().suppress(Context.root()));

    assertThat(AllocatedBytes.of(() -> receive(request)))
        .isLessThanOrEqualTo(REMOTE_CONTEXT + own + 40);
  }

  @Test
  void sentRequest_sampled_isASpanInTwoObjects() {
    HttpClientRequest request = ClientRequest.get("http://stock.example:8081/stock/7?page=2");
    Context caller = skein.tracer().startSpan("caller");

    assertThat(AllocatedBytes.of(() -> send(request, caller))).isEqualTo(RECORDED_SPAN + CLIENT);
  }

  @Test
  void sentRequest_unsampled_needsNoSpanOfItsOwn() {
    HttpClientRequest request = ClientRequest.get("http://stock.example:8081/stock/7");
    Context caller = server.start(Received.of("/items/7", false)).context();

    assertThat(AllocatedBytes.of(() -> send(request, caller))).isEqualTo(CLIENT);
  }
}
