package dev.skein.micronaut;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The spans of requests that Micronaut's clients send. */
class ClientSpanTest {
  private static Downstream downstream;
  private static App app;
  private static HttpClient client;
  private static ItemsClient items;

  @BeforeAll
  static void start() throws Exception {
    downstream = Downstream.start();
    app = App.start(Map.of("micronaut.http.services.downstream.url", downstream.url()));
    client = app.context().createBean(HttpClient.class, URI.create(downstream.url()).toURL());
    items = app.bean(ItemsClient.class);
  }

  @AfterAll
  static void stop() {
    app.close();
    downstream.close();
  }

  @BeforeEach
  void reset() {
    app.reset();
    downstream.forget();
  }

  private static <T> T inSpan(String name, Supplier<T> work) {
    Span span = app.tracer().startSpan(name);
    try (Scope scope = span.makeCurrent()) {
      return work.get();
    } finally {
      span.end();
    }
  }

  /** That the request carried the span's context, once. */
  private static void assertSentWith(SpanData span) throws InterruptedException {
    assertThat(downstream.headers().get("traceparent"))
        .containsExactly("00-" + span.traceId() + "-" + span.spanId() + "-03");
  }

  @Test
  void httpClient_allAttributes() throws Exception {
    assertThat(client.toBlocking().retrieve("/items/7?sig=secret")).isEqualTo("item");

    SpanData span = app.span();
    assertThat(span)
        .hasName("GET")
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusCode.UNSET)
        .hasNoParent()
        .hasNoEvents()
        .hasAttributes(
            Map.of(
                "http.request.method",
                "GET",
                "http.response.status_code",
                200L,
                "url.full",
                downstream.url() + "/items/7?sig=REDACTED",
                "server.address",
                "localhost",
                "server.port",
                (long) downstream.port()));
    assertSentWith(span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "publisher", "future"})
  void declarativeClient_hasTemplate(String shape) throws Exception {
    String body =
        inSpan(
            "caller",
            () ->
                switch (shape) {
                  case "blocking" -> items.item("7", true);
                  case "publisher" -> Mono.from(items.itemPublisher("7")).block();
                  default -> items.itemFuture("7").join();
                });

    assertThat(body).isEqualTo("item");
    Trace trace = app.trace(2);
    SpanData span = trace.find("GET /items/{id}");
    assertThat(span)
        .hasKind(SpanKind.CLIENT)
        .hasParent(trace.find("caller"))
        .hasAttribute("url.template", "/items/{id}")
        .hasAttribute("http.response.status_code", 200L);
    assertSentWith(span);
  }

  @ParameterizedTest
  @CsvSource({"404", "400", "500", "503"})
  void httpClient_errorStatus_isErrorWithoutException(int status) {
    assertThatThrownBy(() -> client.toBlocking().retrieve("/status/" + status))
        .isInstanceOf(HttpClientResponseException.class);

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", (long) status)
        .hasAttribute("error.type", String.valueOf(status))
        .hasNoEvents();
  }

  @Test
  void declarativeClient_notFoundIsNull_isErrorNevertheless() {
    assertThat(items.status(404)).isNull();

    assertThat(app.span())
        .hasName("GET /status/{code}")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 404L);
  }

  @Test
  void refusedConnection_isError() throws Exception {
    HttpRequest<?> request;
    int port;
    try (ClosedPort closed = new ClosedPort()) {
      port = closed.number();
      request = HttpRequest.GET("http://localhost:" + port + "/x");

      assertThatThrownBy(() -> client.toBlocking().retrieve(request))
          .isInstanceOf(HttpClientException.class);
    }

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("server.port", (long) port)
        .hasAttribute("error.type", "java.net.ConnectException")
        .doesNotHaveAttribute("http.response.status_code")
        .hasEvent("exception");
  }

  @Test
  void unknownHost_isError() {
    assertThatThrownBy(() -> client.toBlocking().retrieve(HttpRequest.GET("http://no.invalid/x")))
        .isInstanceOf(HttpClientException.class);

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("server.address", "no.invalid")
        .hasAttribute("error.type", "java.net.UnknownHostException")
        .hasEvent("exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"I am a teapot\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"})
  void unreadableAnswer_isErrorWithoutStatus(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> answerOnce(server, answer));
      HttpRequest<?> request = HttpRequest.GET("http://localhost:" + server.getLocalPort() + "/x");

      assertThatThrownBy(() -> client.toBlocking().retrieve(request))
          .isInstanceOf(HttpClientException.class);
      answered.join();
    }

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .doesNotHaveAttribute("http.response.status_code")
        .doesNotHaveAttribute("network.protocol.version")
        .hasEvent("exception");
  }

  private static void answerOnce(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      for (int line = 0; line != 0x0d0a0d0a; ) {
        line = line << 8 | in.read();
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void wholeBodyWanted_endsWithHeaders() throws Exception {
    Disposable call = Mono.from(client.retrieve("/half")).subscribe();
    downstream.headers();

    assertThat(app.span())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("network.protocol.version", "1.1")
        .hasAttribute("network.peer.port", (long) downstream.port());
    call.dispose();
  }

  @Test
  void readTimeoutInTheBody_isNoErrorOfTheRequest() throws Exception {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    // the headers have to come in this time
    configuration.setReadTimeout(Duration.ofSeconds(5));
    try (HttpClient impatient = client(configuration)) {
      assertThatThrownBy(() -> impatient.toBlocking().retrieve("/half"))
          .isInstanceOf(ReadTimeoutException.class);
    }

    assertThat(app.span())
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L)
        .hasNoEvents();
  }

  @Test
  void readTimeout_isError() throws Exception {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setReadTimeout(Duration.ofMillis(200));
    try (HttpClient impatient = client(configuration)) {
      assertThatThrownBy(() -> impatient.toBlocking().retrieve("/silent"))
          .isInstanceOf(ReadTimeoutException.class);
    }

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "io.micronaut.http.client.exceptions.ReadTimeoutException")
        .hasEvent("exception");
  }

  @Test
  void requestTimeout_isError() throws Exception {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setRequestTimeout(Duration.ofMillis(200));
    try (HttpClient impatient = client(configuration)) {
      assertThatThrownBy(() -> impatient.toBlocking().retrieve("/silent"))
          .isInstanceOf(ReadTimeoutException.class);
    }

    assertThat(app.span())
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "io.micronaut.http.client.exceptions.ReadTimeoutException");
  }

  private static HttpClient client(DefaultHttpClientConfiguration configuration) throws Exception {
    return app.context()
        .createBean(HttpClient.class, URI.create(downstream.url()).toURL(), configuration);
  }

  @Test
  void cancelled_endsWithoutError() throws Exception {
    Disposable call = Mono.from(client.retrieve("/silent")).subscribe();
    downstream.headers();
    call.dispose();

    assertThat(app.span())
        .hasStatus(StatusCode.UNSET)
        .doesNotHaveAttribute("error.type")
        .hasNoEvents();
    assertThat(app.skein().health().live()).isZero();
  }

  @Test
  void declarativeClient_cancelled_endsWithoutError() throws Exception {
    Disposable call = Mono.from(items.silent()).subscribe();
    downstream.headers();
    call.dispose();

    assertThat(app.span()).hasName("GET /silent").hasStatus(StatusCode.UNSET).hasNoEvents();
  }

  @Test
  void redirect_oneSpanPerAttempt() throws Exception {
    String body = inSpan("caller", () -> client.toBlocking().retrieve("/redirect/2"));

    assertThat(body).isEqualTo("item");
    Trace trace = app.trace(4);
    SpanData caller = trace.find("caller");
    List<SpanData> attempts = trace.children(caller);
    assertThat(attempts).hasSize(3);
    assertThat(attempts.get(0))
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("url.full", downstream.url() + "/redirect/2")
        .hasAttribute("http.response.status_code", 302L)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(attempts.get(1))
        .hasAttribute("url.full", downstream.url() + "/redirect/1")
        .hasAttribute("http.request.resend_count", 1L)
        .hasAttribute("http.response.status_code", 302L);
    assertThat(attempts.get(2))
        .hasAttribute("url.full", downstream.url() + "/items/redirected")
        .hasAttribute("http.request.resend_count", 2L)
        .hasAttribute("http.response.status_code", 200L);
    for (SpanData attempt : attempts) {
      assertSentWith(attempt);
    }
  }

  @Test
  void streamingClient_endsWithHeaders() throws Exception {
    StreamingHttpClient streaming =
        app.context().createBean(StreamingHttpClient.class, URI.create(downstream.url()).toURL());
    Disposable stream =
        inSpan(
            "caller", () -> Flux.from(streaming.dataStream(HttpRequest.GET("/half"))).subscribe());

    Trace trace = app.trace(2);
    assertThat(trace.find("GET"))
        .hasParent(trace.find("caller"))
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
    stream.dispose();
    streaming.close();
  }

  @Test
  void staleHeaders_areReplaced() throws Exception {
    client
        .toBlocking()
        .retrieve(
            HttpRequest.GET("/items/7")
                .header("traceparent", App.TRACEPARENT)
                .header("traceparent", App.TRACEPARENT));

    assertSentWith(app.span());
  }

  @Test
  void callersBaggage_isSent() throws Exception {
    app.get("/relay/blocking", "traceparent", App.TRACEPARENT, "baggage", "tenant=a");

    assertThat(downstream.headers().get("baggage")).containsExactly("tenant=a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blocking",
        "mono",
        "future",
        "declarative-blocking",
        "declarative-mono",
        "declarative-future",
        "after-delay",
        "declarative-after-delay",
        "two-in-a-row",
        "zip"
      })
  void callInController_isChildOfServerSpan(String way) {
    assertThat(app.get("/relay/" + way, "traceparent", App.TRACEPARENT).statusCode())
        .isEqualTo(200);

    int calls = way.equals("two-in-a-row") || way.equals("zip") ? 2 : 1;
    app.spans(1 + calls);
    Trace trace = app.recorder().trace(App.TRACE_ID);
    SpanData server = trace.find("GET /relay/" + way, SpanKind.SERVER);
    assertThat(trace.children(server)).hasSize(calls).allMatch(s -> s.kind() == SpanKind.CLIENT);
    assertThat(app.recorder().traces()).hasSize(1);
  }

  @Test
  void callInManualSpanInController_isChildOfManualSpan() {
    app.get("/relay/manual");

    Trace trace = app.trace(3);
    SpanData manual = trace.find("manual");
    assertThat(manual).hasParent(trace.root());
    assertThat(trace.children(manual)).hasSize(1);
  }

  @Test
  void filterThatChangesThreads_parentIsStillTheCallersSpan() {
    String body =
        inSpan("caller", () -> client.toBlocking().retrieve("/items/hop-threads?sig=secret"));

    assertThat(body).isEqualTo("item");
    Trace trace = app.trace(2);
    assertThat(trace.find("GET")).hasParent(trace.find("caller"));
  }

  @Test
  void filterThatChangesTheRequest_spanShowsWhatIsSent() throws Exception {
    client.toBlocking().retrieve("/items/rewrite");

    SpanData span = app.span();
    assertThat(span).hasAttribute("url.full", downstream.url() + "/items/rewritten");
    assertSentWith(span);
  }

  @Test
  void callsInARow_areSiblings() {
    inSpan(
        "caller",
        () -> client.toBlocking().retrieve("/items/1") + client.toBlocking().retrieve("/items/2"));

    Trace trace = app.trace(3);
    assertThat(trace.children(trace.find("caller"))).hasSize(2);
  }

  @Test
  void end_isMeasured() {
    client.toBlocking().retrieve("/items/7");

    assertThat(app.span().durationNanos()).isBetween(1L, App.LONG.toNanos());
  }
}
