package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 in clear text, of which the versions of Vert.x report different things. */
class Http2Test {
  private final TracedVertx traced = new TracedVertx();
  private final HttpClient client =
      traced.httpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));
  private Router router;

  @BeforeEach
  void createRouter() {
    router = Router.router(traced.vertx);
    router.route().handler(SkeinHandler.create());
  }

  @AfterEach
  void close() {
    traced.close();
  }

  private Future<HttpClientResponse> send(int port, String path) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(request -> request.putHeader("User-Agent", "test").send());
  }

  @Test
  void request_hasTheAttributesOfTheConventions() {
    router.get("/items/:id").handler(context -> context.response().end("ok"));
    int port = traced.serve(router);

    TracedVertx.await(send(port, "/items/7?q=1").compose(HttpClientResponse::body));

    SpanData span = traced.onlySpan();
    assertThat(span).hasName("GET /items/{id}").hasKind(SpanKind.SERVER).hasNoParent();
    assertThat(span.attributes())
        .containsKey("network.peer.port")
        .containsAllEntriesOf(
            Map.of(
                "http.request.method", "GET",
                "url.scheme", "http",
                "url.path", "/items/7",
                "url.query", "q=1",
                "server.address", "127.0.0.1",
                "server.port", (long) port,
                "client.address", "127.0.0.1",
                "network.peer.address", "127.0.0.1",
                "network.protocol.version", "2",
                "http.response.status_code", 200L))
        .containsEntry("http.route", "/items/{id}")
        .containsEntry("user_agent.original", "test")
        .hasSize(13);
  }

  @Test
  void firstRequestOfAnUpgradedConnection_isComplete() throws Exception {
    router.get("/items/:id").handler(context -> context.response().end("ok"));
    int port = traced.serve(router);

    // asks for the upgrade by itself
    java.net.http.HttpResponse<String> response =
        java.net.http.HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/items/7")).build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());

    assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
    assertThat(traced.onlySpan())
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("server.port", (long) port)
        .hasAttribute("network.protocol.version", "2");
  }

  @Test
  void withoutTheWebHandler_theSpanIsThere() {
    int port = traced.serve(request -> request.response().setStatusCode(503).end());

    TracedVertx.await(send(port, "/").compose(HttpClientResponse::end));

    assertThat(traced.onlySpan())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 503L)
        .hasAttribute("url.path", "/");
  }

  /** On some lines the stream is closed before those are told who wait for the last byte. */
  @Test
  void streamedBody_endedWithoutMoreOfIt_isComplete() {
    router
        .get("/stream")
        .handler(
            context -> {
              context.response().write("all");
              context.vertx().setTimer(20, timer -> context.response().end());
            });
    int port = traced.serve(router);

    TracedVertx.await(send(port, "/stream").compose(HttpClientResponse::end));

    assertThat(traced.onlySpan())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void streamedBody_spanEndsWithTheLastByte() {
    router
        .get("/stream")
        .handler(
            context -> {
              context.response().write("first");
              context
                  .vertx()
                  .setTimer(
                      200,
                      timer -> {
                        traced.tracer().currentSpan().addEvent("last byte");
                        context.response().end("last");
                      });
            });
    int port = traced.serve(router);

    TracedVertx.await(send(port, "/stream").compose(HttpClientResponse::body));

    assertThat(traced.onlySpan()).hasName("GET /stream").hasEvent("last byte");
  }

  @Test
  void endHandlerOfTheApplication_doesNotKeepTheSpanOpen() {
    router
        .get("/own")
        .handler(
            context -> {
              context.response().endHandler(end -> {});
              context.response().end("ok");
            });
    int port = traced.serve(router);

    TracedVertx.await(send(port, "/own").compose(HttpClientResponse::body));

    assertThat(traced.onlySpan()).hasName("GET /own");
  }

  @Test
  void clientResets_beforeTheResponse_isAnAbort() {
    CompletableFuture<Void> received = new CompletableFuture<>();
    router.get("/slow").handler(context -> received.complete(null));
    int port = traced.serve(router);

    HttpClientRequest request =
        TracedVertx.await(client.request(HttpMethod.GET, port, "127.0.0.1", "/slow"));
    request.send();
    received.join();
    reset(request);

    assertThat(traced.onlySpan())
        .hasName("GET /slow")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed")
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void clientResets_duringTheResponse_isAnAbort() {
    router.get("/stream").handler(context -> context.response().write("first"));
    int port = traced.serve(router);
    HttpClientRequest request =
        TracedVertx.await(client.request(HttpMethod.GET, port, "127.0.0.1", "/stream"));

    TracedVertx.await(request.send());
    reset(request);

    assertThat(traced.onlySpan())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed")
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void clientSpan_isTheParentOverHttp2() {
    int backend = traced.serve(request -> request.response().end());
    router
        .get("/")
        .handler(
            context ->
                send(backend, "/stock")
                    .compose(HttpClientResponse::end)
                    .onComplete(done -> context.response().end()));
    int port = traced.serve(router);

    traced.get(port, "/");

    Trace trace = traced.onlyTrace(3);
    SpanData sent = trace.find("GET", SpanKind.CLIENT);
    assertThat(sent)
        .hasParent(trace.root())
        .hasAttribute("url.full", "http://127.0.0.1:" + backend + "/stock")
        .hasAttribute("http.response.status_code", 200L);
    assertThat(trace.children(sent)).hasSize(1);
  }

  @Test
  void redirect_everyAttemptHasHeadersOfItsOwn() {
    int backend =
        traced.serve(
            request -> {
              if (request.path().equals("/old")) {
                request.response().setStatusCode(302).putHeader("Location", "/new").end();
              } else {
                request.response().end();
              }
            });
    router
        .get("/")
        .handler(
            context ->
                client
                    .request(HttpMethod.GET, backend, "127.0.0.1", "/old")
                    .compose(request -> request.setFollowRedirects(true).send())
                    .compose(HttpClientResponse::end)
                    .onComplete(done -> context.response().end()));
    int port = traced.serve(router);

    traced.get(port, "/");

    Trace trace = traced.onlyTrace(5);
    assertThat(trace.all(span -> span.kind() == SpanKind.CLIENT))
        .hasSize(2)
        .allSatisfy(attempt -> assertThat(trace.children(attempt)).hasSize(1));
  }

  /** The type that reset returns is another one in Vert.x 5. */
  private static void reset(HttpClientRequest request) {
    try {
      HttpClientRequest.class.getMethod("reset").invoke(request);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
