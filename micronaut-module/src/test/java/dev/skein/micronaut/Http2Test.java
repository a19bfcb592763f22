package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpVersionSelection.PlaintextMode;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** The same over HTTP/2. */
class Http2Test {
  private static final HttpClient HTTP2 =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

  private static App app;

  @BeforeAll
  static void start() throws Exception {
    app = App.start(Map.of("micronaut.server.http-version", "2.0"));
    // the first request is an upgrade from HTTP/1.1
    assertThat(send("/items").version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
  }

  private static HttpResponse<String> send(String target) throws Exception {
    return HTTP2.send(app.request(target).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void get_hasVersionAndAuthority() throws Exception {
    assertThat(send("/items/7").statusCode()).isEqualTo(200);

    assertThat(app.span())
        .hasName("GET /items/{id}")
        .hasAttribute("network.protocol.version", "2")
        .hasAttribute("url.scheme", "http")
        .hasAttribute("server.address", "localhost")
        .hasAttribute("server.port", (long) app.port())
        .hasAttribute("http.response.status_code", 200L);
  }

  /** The body of a response, when its first part is there. */
  private static InputStream stream(Sinks.Many<String> body) throws Exception {
    HttpRequest request = app.request("/stream/chunks").build();
    CompletableFuture<HttpResponse<InputStream>> response =
        HTTP2.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    body.tryEmitNext("first").orThrow();
    InputStream in = response.get().body();
    assertThat(in.readNBytes(5)).asString().isEqualTo("first");
    return in;
  }

  @Test
  void stream_endsWithLastByte() throws Exception {
    Sinks.Many<String> body = app.bean(StreamController.class).open();
    try (InputStream in = stream(body)) {
      assertThat(app.skein().health().live()).isEqualTo(1);
      body.tryEmitComplete().orThrow();
      assertThat(in.readAllBytes()).isEmpty();
    }

    assertThat(app.span()).hasName("GET /stream/chunks").hasStatus(StatusCode.UNSET);
  }

  @Test
  void stream_clientResets_isError() throws Exception {
    stream(app.bean(StreamController.class).open()).close();

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "connection_closed");
    assertThat(app.skein().health().live()).isZero();
  }

  @Test
  void client_isFollowedByItsServer() throws Exception {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setPlaintextMode(PlaintextMode.H2C);
    try (io.micronaut.http.client.HttpClient client =
        app.context()
            .createBean(
                io.micronaut.http.client.HttpClient.class, app.uri("").toURL(), configuration)) {
      // the client asks for an upgrade with a request of its own first
      client.toBlocking().retrieve("/items");
      app.reset();

      assertThat(client.toBlocking().retrieve("/items")).isEqualTo("all");

      Trace trace = app.trace(2);
      SpanData sent = trace.find("GET", SpanKind.CLIENT);
      assertThat(sent)
          .hasNoParent()
          .hasAttribute("http.response.status_code", 200L)
          .hasAttribute("network.protocol.version", "2")
          .hasAttribute("network.peer.port", (long) app.port());
      assertThat(trace.find("GET /items", SpanKind.SERVER)).hasParent(sent);
    }
  }
}
