package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import dev.skein.testkit.Trace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that do not go the usual way. */
class FilterTest {

  @ParameterizedTest
  @CsvSource({
    "/filtered/unauthorized, 401, UNSET",
    "/filtered/forbidden, 403, UNSET",
    "/filtered/teapot, 418, UNSET",
    "/filtered/broken, 500, ERROR",
    "/filtered/broken-response, 500, ERROR",
  })
  void requestAnsweredByFilter_hasSpan(String path, long status, StatusCode code) {
    try (App app = App.start()) {
      assertThat((long) app.get(path).statusCode()).isEqualTo(status);

      assertThat(app.span())
          .hasName("GET /filtered/{what}")
          .hasStatus(code)
          .hasAttribute("http.response.status_code", status);
      assertThat(app.skein().health().live()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/early/broken, 500, ERROR",
    "/early/closed, 503, ERROR",
    "/early/unknown, 404, UNSET"
  })
  void requestAnsweredBeforeRouting_hasSpanWithoutRoute(String path, long status, StatusCode code) {
    try (App app = App.start()) {
      app.get(path, "traceparent", App.TRACEPARENT);

      assertThat(app.span())
          .hasName("GET")
          .hasTraceId(App.TRACE_ID)
          .hasAttribute("url.path", path)
          .hasAttribute("http.response.status_code", status)
          .doesNotHaveAttribute("http.route")
          .hasStatus(code);
      assertThat(app.skein().health().live()).isZero();
    }
  }

  @Test
  void failureBeforeRouting_isRecorded() {
    try (App app = App.start()) {
      app.get("/early/broken");

      assertThat(app.span()).hasStatus(StatusCode.ERROR).hasEvent("exception");
    }
  }

  @Test
  void requestForwardedBeforeRouting_isWhatCameInWithTheRouteThatServedIt() {
    try (App app = App.start()) {
      assertThat(app.get("/early/forwarded").body()).isEqualTo("7false");

      assertThat(app.span())
          .hasName("GET /items/{id}")
          .hasAttribute("url.path", "/early/forwarded")
          .hasAttribute("http.route", "/items/{id}")
          .hasAttribute("network.peer.address", "127.0.0.1");
      assertThat(app.skein().health().started()).isEqualTo(1);
    }
  }

  @Test
  void laterFilter_runsInTheServerSpan() {
    try (App app = App.start()) {
      app.get("/filtered/traced");

      Trace trace = app.trace(2);
      assertThat(trace.find("in filter")).hasParent(trace.root());
    }
  }

  @Test
  void contextPath_isPartOfTheRoute() {
    try (App app = App.start(Map.of("micronaut.server.context-path", "/shop"))) {
      assertThat(app.get("/shop/items/7").statusCode()).isEqualTo(200);
      assertThat(app.span()).hasName("GET /shop/items/{id}");

      app.reset();
      assertThat(app.get("/outside").statusCode()).isEqualTo(404);
      assertThat(app.span()).hasName("GET").hasAttribute("http.response.status_code", 404L);
    }
  }

  @Test
  void managementEndpoint_canBeLeftOut() {
    try (App app = App.start(Map.of("skein.excluded-paths", "/health*"))) {
      assertThat(app.get("/health").statusCode()).isEqualTo(200);
      assertThat(app.get("/health/liveness").statusCode()).isEqualTo(200);
      assertThat(app.get("/items").statusCode()).isEqualTo(200);

      assertThat(app.span()).hasName("GET /items");
    }
  }

  @Test
  void webSocket_handshakeHasSpan() {
    try (App app = App.start()) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://localhost:" + app.port() + "/socket/a"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket s, CharSequence data, boolean last) {
                      answer.complete(data.toString());
                      return null;
                    }
                  })
              .join();
      socket.sendText("hello", true).join();
      assertThat(answer.join()).isEqualTo("a: hello");

      assertThat(app.span())
          .hasName("GET /socket/{topic}")
          .hasStatus(StatusCode.UNSET)
          .hasAttribute("http.response.status_code", 101L);
      socket.abort();
    }
  }

  @Test
  void webSocket_unknown_is404() {
    try (App app = App.start()) {
      CompletableFuture<WebSocket> socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://localhost:" + app.port() + "/no/socket"),
                  new WebSocket.Listener() {});
      assertThat(socket).failsWithin(App.LONG);

      assertThat(app.span()).hasName("GET").hasAttribute("http.response.status_code", 404L);
      assertThat(app.skein().health().live()).isZero();
    }
  }
}
