package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the span of a received request looks like. */
class ServerSpanTest {
  private static App app;

  @BeforeAll
  static void start() {
    app = App.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
  }

  @Test
  void get_allAttributes() {
    assertThat(app.get("/items/7?verbose=true&sig=secret", "user-agent", "test/1").statusCode())
        .isEqualTo(200);

    SpanData span = app.span();
    assertThat(span)
        .hasName("GET /items/{id}")
        .hasKind(SpanKind.SERVER)
        .hasStatus(StatusCode.UNSET)
        .hasNoParent()
        .hasNoEvents();
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("http.request.method", "GET");
    expected.put("http.response.status_code", 200L);
    expected.put("http.route", "/items/{id}");
    expected.put("url.path", "/items/7");
    expected.put("url.query", "verbose=true&sig=REDACTED");
    expected.put("url.scheme", "http");
    expected.put("server.address", "localhost");
    expected.put("server.port", (long) app.port());
    expected.put("client.address", "127.0.0.1");
    expected.put("network.peer.address", "127.0.0.1");
    expected.put("network.protocol.version", "1.1");
    expected.put("user_agent.original", "test/1");
    assertThat(span.attributes()).containsKey("network.peer.port").containsAllEntriesOf(expected);
    assertThat(span.attributes()).hasSize(expected.size() + 1);
    assertThat(span.resource()).containsEntry("service.name", "test-app");
  }

  @ParameterizedTest
  @CsvSource({
    "/items, GET /items, 200",
    "/items/7, GET /items/{id}, 200",
    "/items/abc/parts/a/b, GET /items/{id}/parts/{+path}, 200",
    "/items/missing, GET /items/missing, 404",
    "/items/status/302, GET /items/status/{code}, 302",
    "/items/status/402, GET /items/status/{code}, 402",
    "/items/thrown-status, GET /items/thrown-status, 402",
    "/items/conflict, GET /items/conflict, 409",
    "/no/such/route, GET, 404",
  })
  void get_answered_isNoError(String path, String name, int status) {
    assertThat(app.get(path).statusCode()).isEqualTo(status);

    assertThat(app.span())
        .hasName(name)
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", (long) status)
        .doesNotHaveAttribute("error.type")
        .hasNoEvents();
  }

  @ParameterizedTest
  @CsvSource({
    "/items/status/500, GET /items/status/{code}, 500",
    "/items/status/503, GET /items/status/{code}, 503",
  })
  void get_serverError_isError(String path, String name, int status) {
    assertThat(app.get(path).statusCode()).isEqualTo(status);

    assertThat(app.span())
        .hasName(name)
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", (long) status)
        .hasAttribute("error.type", String.valueOf(status))
        .hasNoEvents();
  }

  @ParameterizedTest
  @CsvSource({
    "/items/thrown, 500, java.lang.IllegalStateException",
    "/items/out-of-stock, 503, dev.skein.micronaut.ItemsController$OutOfStockException",
    "/items/mono-failed, 500, java.lang.IllegalArgumentException",
    "/items/future-failed, 500, java.lang.IllegalArgumentException",
  })
  void get_thrown_isErrorWithException(String path, int status, String exception) {
    assertThat(app.get(path).statusCode()).isEqualTo(status);

    SpanData span = app.span();
    assertThat(span)
        .hasName("GET " + path)
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.route", path)
        .hasAttribute("http.response.status_code", (long) status)
        .hasAttribute("error.type", String.valueOf(status))
        .hasEvent("exception");
    assertThat(span.events().get(0).attributes()).containsEntry("exception.type", exception);
  }

  @Test
  void get_bodyCannotBeWritten_is500WithException() {
    assertThat(app.get("/items/unwritable").statusCode()).isEqualTo(500);

    assertThat(app.span())
        .hasName("GET /items/unwritable")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 500L)
        .hasEvent("exception");
  }

  @Test
  void post_created() {
    assertThat(app.post("/items", "application/json", "{\"item\":\"a\",\"count\":1}").statusCode())
        .isEqualTo(201);

    assertThat(app.span())
        .hasName("POST /items")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.request.method", "POST")
        .hasAttribute("http.response.status_code", 201L);
  }

  @Test
  void post_malformedBody_is400() {
    assertThat(app.post("/items", "application/json", "{\"item\":").statusCode()).isEqualTo(400);

    assertThat(app.span())
        .hasName("POST /items")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 400L)
        .hasNoEvents();
  }

  @Test
  void post_unsupportedMediaType_is415OfItsRoute() {
    assertThat(app.post("/items", "text/csv", "a,b").statusCode()).isEqualTo(415);

    assertThat(app.span())
        .hasName("POST /items")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 415L);
  }

  @Test
  void get_notAcceptable_is406OfItsRoute() {
    assertThat(app.get("/items/7", "accept", "image/png").statusCode()).isEqualTo(406);

    assertThat(app.span())
        .hasName("GET /items/{id}")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 406L);
  }

  @Test
  void delete_methodNotAllowed_is405() {
    assertThat(app.send(app.request("/items").DELETE()).statusCode()).isEqualTo(405);

    assertThat(app.span())
        .hasName("DELETE")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 405L);
  }

  @Test
  void head_endsToo() {
    assertThat(
            app.send(app.request("/items/7").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(200);

    assertThat(app.span())
        .hasName("HEAD /items/{id}")
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void unknownMethod_isOther() {
    app.send(app.request("/items").method("BREW", HttpRequest.BodyPublishers.noBody()));

    assertThat(app.span())
        .hasName("HTTP")
        .hasAttribute("http.request.method", "_OTHER")
        .hasAttribute("http.request.method_original", "BREW");
  }

  @Test
  void illegalCharacterInTarget_is400() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send("GET /items/a|b HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
    }

    assertThat(app.span())
        .hasName("GET")
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 400L);
  }

  /** Micronaut answers it without asking anybody. */
  @Test
  void headerThatCannotBeParsed_leavesNoSpanBehind() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send("GET /items HTTP/1.1\r\nhost: localhost\r\nno colon\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
    }

    assertThat(app.skein().health().live()).isZero();
  }

  @Test
  void http10_isRecordedAsSuch() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send("GET /items HTTP/1.0\r\nhost: shop.example:8443\r\n\r\n");
      assertThat(client.readAll()).contains(" 200 ");
    }

    assertThat(app.span())
        .hasAttribute("network.protocol.version", "1.0")
        .hasAttribute("server.address", "shop.example")
        .hasAttribute("server.port", 8443L);
  }

  @Test
  void absoluteTarget_pathOnly() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(
          "GET http://shop.example/items/7?a=b HTTP/1.1\r\n"
              + "host: shop.example\r\nconnection: close\r\n\r\n");
      assertThat(client.readAll()).contains(" 200 ");
    }

    assertThat(app.span())
        .hasName("GET /items/{id}")
        .hasAttribute("url.path", "/items/7")
        .hasAttribute("url.query", "a=b");
  }

  @Test
  void pipelinedRequests_oneSpanEach() throws Exception {
    try (RawClient client = RawClient.connect(app.port())) {
      client.send(
          "GET /items/1 HTTP/1.1\r\nhost: localhost\r\n\r\n"
              + "GET /items/2 HTTP/1.1\r\nhost: localhost\r\n\r\n"
              + "GET /items/3 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
      client.readAll();
    }

    assertThat(app.spans(3)).allMatch(SpanData::isRoot);
    assertThat(app.recorder().traces()).hasSize(3);
  }
}
