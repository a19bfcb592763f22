package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names by routes, and failures, with Vert.x Web. */
class RouteTest {
  private final TracedVertx traced = new TracedVertx();
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

  private static void ok(RoutingContext context) {
    context.response().end("ok");
  }

  private SpanData request(String method, String path) {
    traced.send(method, traced.serve(router), path);
    return traced.onlySpan();
  }

  private SpanData get(String path) {
    return request("GET", path);
  }

  @Test
  void pathWithParameters_isNamedAsWritten() {
    router.get("/items/:id").handler(RouteTest::ok);

    assertThat(get("/items/7?verbose=true"))
        .hasName("GET /items/{id}")
        .hasAttribute("http.route", "/items/{id}")
        .hasAttribute("url.path", "/items/7");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/plain, /plain",
    "/static/css/site.css, /static/*",
    "/files/a.txt, /files/(.+)\\.txt",
    "/flights/zrh-fra, /flights/{from}-{to}",
    "/named/7, /named item",
  })
  void routesOfEveryKind(String path, String route) {
    router.get("/").handler(RouteTest::ok);
    router.get("/plain").handler(RouteTest::ok);
    router.route("/static/*").handler(RouteTest::ok);
    router.getWithRegex("\\/files\\/(.+)\\.txt").handler(RouteTest::ok);
    router.get("/flights/:from-:to").handler(RouteTest::ok);
    router.getWithRegex("\\/named\\/(\\d+)").setName("named item").handler(RouteTest::ok);

    assertThat(get(path)).hasAttribute("http.route", route);
  }

  @Test
  void unnamedMiddleware_isNoRoute() {
    router.route().handler(RouteTest::ok);

    assertThat(get("/anything")).hasName("GET").doesNotHaveAttribute("http.route");
  }

  @Test
  void otherRoutes_areAskedWhereTheRouterHasNone() {
    Router framework = Router.router(traced.vertx);
    framework
        .route()
        .handler(
            SkeinHandler.create(
                RequestStorage.contextLocal(),
                routing -> routing.response().getStatusCode() == 413 ? "/uploads/{id}" : null));
    framework.get("/plain").handler(context -> context.response().setStatusCode(413).end());
    framework.route().handler(context -> context.response().setStatusCode(413).end());
    int port = traced.serve(framework);

    traced.get(port, "/plain");
    traced.get(port, "/uploads/7");

    assertThat(traced.spans(2))
        .extracting(SpanData::name)
        .containsExactlyInAnyOrder("GET /plain", "GET /uploads/{id}");
  }

  @Test
  void noRoute_isNamedByTheMethodOnly() {
    router.route("/items*").handler(RoutingContext::next);
    router.get("/items/:id").handler(RouteTest::ok);

    assertThat(get("/items/7/parts"))
        .hasName("GET")
        .hasAttribute("http.response.status_code", 404L)
        .hasStatus(StatusCode.UNSET)
        .doesNotHaveAttribute("http.route");
  }

  @Test
  void wrongMethod_isNoRoute() {
    router.post("/items").handler(RouteTest::ok);

    assertThat(get("/items"))
        .hasName("GET")
        .hasAttribute("http.response.status_code", 405L)
        .doesNotHaveAttribute("http.route");
  }

  @Test
  void failWithStatus_keepsTheRoute() {
    router.route().handler(BodyHandler.create());
    router.post("/payments/:id").handler(context -> context.fail(402));

    assertThat(request("POST", "/payments/7"))
        .hasName("POST /payments/{id}")
        .hasAttribute("http.response.status_code", 402L)
        .hasStatus(StatusCode.UNSET)
        .hasNoEvents();
  }

  @Test
  void failWithNotFound_keepsTheRoute() {
    router.get("/items/:id").handler(context -> context.fail(404));

    assertThat(get("/items/7")).hasName("GET /items/{id}");
  }

  @Test
  void thrownException_isRecordedWithTheRoute() {
    router
        .get("/items/:id")
        .handler(
            context -> {
              throw new IllegalStateException("boom");
            });

    SpanData span = get("/items/7");

    assertThat(span)
        .hasName("GET /items/{id}")
        .hasAttribute("http.response.status_code", 500L)
        .hasAttribute("error.type", "500")
        .hasStatus(StatusCode.ERROR)
        .hasEvent("exception");
    assertThat(span.events().get(0).attributes())
        .containsEntry("exception.type", "java.lang.IllegalStateException");
  }

  @Test
  void failedLater_isRecordedWithTheRoute() {
    router
        .get("/items/:id")
        .handler(
            context ->
                context
                    .vertx()
                    .setTimer(1, timer -> context.fail(new IllegalStateException("late"))));

    assertThat(get("/items/7")).hasName("GET /items/{id}").hasEvent("exception");
  }

  @Test
  void failureHandler_keepsTheRouteThatFailed() {
    router.route().failureHandler(context -> context.response().setStatusCode(503).end("sorry"));
    router
        .get("/items/:id")
        .handler(
            context -> {
              throw new IllegalArgumentException("no");
            });

    assertThat(get("/items/7"))
        .hasName("GET /items/{id}")
        .hasAttribute("error.type", "503")
        .hasEvent("exception");
  }

  @Test
  void failureHandlerThatAnswersTheClient_isNoError() {
    router
        .get("/items/:id")
        .handler(
            context -> {
              throw new IllegalArgumentException("no");
            })
        .failureHandler(context -> context.response().setStatusCode(400).end());

    assertThat(get("/items/7"))
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.UNSET)
        .hasNoEvents();
  }

  @Test
  void subRouter_isNamedFromTheRoot() {
    Router inner = Router.router(traced.vertx);
    inner.route().handler(RoutingContext::next);
    inner.get("/items").handler(RouteTest::ok);
    inner.get("/items/:id").handler(RouteTest::ok);
    router.route("/shop/:tenant/*").subRouter(inner);

    assertThat(get("/shop/acme/items/7"))
        .hasName("GET /shop/{tenant}/items/{id}")
        .hasAttribute("http.route", "/shop/{tenant}/items/{id}");
  }

  @Test
  void subRouterInASubRouter_isNamedFromTheRoot() {
    Router items = Router.router(traced.vertx);
    items.get("/:id").handler(RouteTest::ok);
    Router api = Router.router(traced.vertx);
    api.route("/items/*").subRouter(items);
    router.route("/api/*").subRouter(api);

    assertThat(get("/api/items/7")).hasName("GET /api/items/{id}");
  }

  @Test
  void subRouter_rootOfIt_isTheMountPoint() {
    Router inner = Router.router(traced.vertx);
    inner.get("/").handler(RouteTest::ok);
    router.route("/shop/*").subRouter(inner);

    assertThat(get("/shop/")).hasName("GET /shop");
  }

  @Test
  void subRouter_failure_keepsTheRoute() {
    Router inner = Router.router(traced.vertx);
    inner.get("/items/:id").handler(context -> context.fail(new IllegalStateException("boom")));
    router.route("/shop/*").subRouter(inner);

    assertThat(get("/shop/items/7")).hasName("GET /shop/items/{id}").hasEvent("exception");
  }

  @Test
  void subRouter_withoutRoute_isNoRoute() {
    Router inner = Router.router(traced.vertx);
    inner.get("/items/:id").handler(RouteTest::ok);
    router.route("/shop/*").subRouter(inner);

    assertThat(get("/shop/customers")).hasName("GET").doesNotHaveAttribute("http.route");
  }

  @Test
  void subRouter_withAHandlerOfItsOwn_isExactWhereSeveralRoutesMatch() {
    Router inner = Router.router(traced.vertx);
    inner.route().handler(SkeinHandler.create());
    inner.get("/items/:id").handler(RoutingContext::next);
    inner.get("/items/special").handler(RouteTest::ok);
    router.route("/shop/*").subRouter(inner);

    assertThat(get("/shop/items/special")).hasName("GET /shop/items/special");
  }

  @Test
  void severalMatchingRoutes_theOneThatAnsweredCounts() {
    router.get("/items/:id").handler(RoutingContext::next);
    router.get("/items/special").handler(RouteTest::ok);

    assertThat(get("/items/special")).hasName("GET /items/special");
  }

  @Test
  void reroute_isNamedByTheFinalRoute() {
    router.get("/old").handler(context -> context.reroute("/new"));
    router.get("/new").handler(RouteTest::ok);

    assertThat(get("/old")).hasName("GET /new").hasAttribute("url.path", "/old");
  }

  @Test
  void nameGivenByTheApplication_stays() {
    router
        .get("/items/:id")
        .handler(
            context -> {
              traced.tracer().currentSpan().updateName("look up");
              ok(context);
            });

    assertThat(get("/items/7")).hasName("look up").hasAttribute("http.route", "/items/{id}");
  }

  @Test
  void unknownMethod_isNamedHttp() {
    router.route(HttpMethod.valueOf("BREW"), "/pot").handler(RouteTest::ok);

    assertThat(request("BREW", "/pot"))
        .hasName("HTTP /pot")
        .hasAttribute("http.request.method", "_OTHER");
  }

  @Test
  void clientGoesAway_theRouteIsKnown() throws Exception {
    CompletableFuture<Void> received = new CompletableFuture<>();
    router.get("/slow/:id").handler(context -> received.complete(null));
    int port = traced.serve(router);

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /slow/7 HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      received.join();
    }

    assertThat(traced.onlySpan())
        .hasName("GET /slow/{id}")
        .hasAttribute("error.type", "connection_closed");
  }

  @Test
  void clientGoesAway_whileTheBodyIsRead_theRouteIsKnown() throws Exception {
    router.route().handler(BodyHandler.create(false));
    router.post("/items/:id").handler(RouteTest::ok);
    int port = traced.serve(router);

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "POST /items/7 HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\nsome"
                  .getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(traced.onlySpan())
        .hasName("POST /items/{id}")
        .hasAttribute("error.type", "connection_closed")
        .hasNoEvents();
  }

  @Test
  void failureInTheMiddleOfTheResponse_isTheReasonWhyTheConnectionIsClosed() throws Exception {
    router
        .get("/report")
        .handler(
            context -> {
              context.response().setChunked(true).write("first");
              context.fail(new IllegalStateException("no more data"));
            });
    router.route().failureHandler(context -> context.request().connection().close());
    int port = traced.serve(router);

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /report HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }

    SpanData span = traced.onlySpan();
    assertThat(span)
        .hasName("GET /report")
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("error.type", "java.lang.IllegalStateException");
    assertThat(span.events()).hasSize(1);
  }

  @Test
  void failureThatTheDisconnectCaused_isTheDisconnect() throws Exception {
    router
        .get("/report")
        .handler(
            context -> {
              context.response().setChunked(true).write("first");
              // closed, and nobody told yet: as when a worker is the first to find out
              context.request().connection().close();
              context.fail(new IOException(new ClosedChannelException()));
            });
    // without one Vert.x Web 5.0 fails itself, and keeps that failure instead
    router.route().failureHandler(context -> {});
    int port = traced.serve(router);

    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /report HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }

    assertThat(traced.onlySpan())
        .hasName("GET /report")
        .hasAttribute("error.type", "connection_closed")
        .hasNoEvents();
  }

  @Test
  void failureOfAnotherConnection_isAFailure() {
    router.get("/report").handler(context -> context.fail(new ClosedChannelException()));

    SpanData span = get("/report");

    assertThat(span).hasAttribute("error.type", "500");
    assertThat(span.events()).hasSize(1);
  }

  @Test
  void withoutTracing_theHandlerPassesOn() {
    io.vertx.core.Vertx plain = io.vertx.core.Vertx.vertx();
    try {
      Router untraced = Router.router(plain);
      untraced.route().handler(SkeinHandler.create());
      untraced.get("/").handler(RouteTest::ok);
      int port =
          TracedVertx.await(plain.createHttpServer().requestHandler(untraced).listen(0))
              .actualPort();

      assertThat(traced.get(port, "/").body()).isEqualTo("ok");
    } finally {
      TracedVertx.await(plain.close());
    }
  }
}
