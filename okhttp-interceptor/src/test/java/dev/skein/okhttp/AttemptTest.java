package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Cache;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of attempts that are sent. */
final class AttemptTest extends OkHttpTest {
  @Test
  void attempt_answered_isAClientSpan() throws Exception {
    Trace trace = traced(1, () -> assertThat(get(server.url("/items?page=2"))).isEqualTo(200));

    assertThat(trace)
        .isComplete()
        .hasSpans(2)
        .span("GET")
        .hasKind(SpanKind.CLIENT)
        .hasParent("caller")
        .hasStatus(StatusCode.UNSET)
        .hasNoEvents()
        .hasExactlyAttributes(
            Map.of(
                "http.request.method",
                "GET",
                "url.full",
                server.url("/items?page=2"),
                "server.address",
                "127.0.0.1",
                "server.port",
                server.port(),
                "http.response.status_code",
                200,
                "network.protocol.version",
                "1.1",
                "network.peer.address",
                "127.0.0.1",
                "network.peer.port",
                server.port()));
  }

  @Test
  void attempt_carriesItsOwnSpanInTheHeaders() throws Exception {
    SpanData span = traced(1, () -> get(server.url("/"))).find("GET");

    assertThat(server.received("traceparent"))
        .containsExactly(List.of("00-" + span.traceId() + "-" + span.spanId() + "-03"));
  }

  @Test
  void attempt_withAForeignTraceparent_replacesIt() throws Exception {
    Request request =
        request(server.url("/"))
            .newBuilder()
            .addHeader("traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01")
            .addHeader("Traceparent", "nonsense")
            .build();

    SpanData span = traced(1, () -> send(request)).find("GET");

    assertThat(server.received("traceparent"))
        .hasSize(1)
        .first()
        .asString()
        .contains(span.spanId());
    assertThat(server.received("traceparent").get(0)).hasSize(1);
  }

  @Test
  void baggage_ofTheCaller_isSent() throws Exception {
    Context context = Context.root().with(Baggage.empty().put("tenant", "acme"));
    try (Scope scope = skein.attach(context)) {
      traced(1, () -> get(server.url("/")));
    }

    assertThat(server.received("baggage")).containsExactly(List.of("tenant=acme"));
  }

  @Test
  void attempt_answeredWithAnError_isAnError() throws Exception {
    server.on("/missing", exchange -> TestServer.answer(exchange, 404, "no"));

    Trace trace = traced(1, () -> assertThat(get(server.url("/missing"))).isEqualTo(404));

    assertThat(trace)
        .span("GET")
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("http.response.status_code", 404)
        .hasAttribute("error.type", "404");
  }

  @Test
  void attempt_withABody_isOneSpanOfItsMethod() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    server.on(
        "/orders",
        exchange -> {
          received.complete(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          TestServer.answer(exchange, 201, "made");
        });
    RequestBody body = RequestBody.create("{}", MediaType.get("application/json"));

    Trace trace =
        traced(1, () -> send(request(server.url("/orders")).newBuilder().post(body).build()));

    assertThat(trace).span("POST").hasAttribute("http.response.status_code", 201);
    assertThat(await(received)).isEqualTo("{}");
  }

  @Test
  void redirect_isAnAttemptOfItsOwn() throws Exception {
    server.on("/old", exchange -> TestServer.redirect(exchange, 302, "/new"));

    Trace trace = traced(2, () -> assertThat(get(server.url("/old"))).isEqualTo(200));

    List<SpanData> spans = attempts(trace);
    assertThat(spans).hasSize(2);
    assertThat(spans.get(0))
        .hasParent(trace.root())
        .hasAttribute("url.full", server.url("/old"))
        .hasAttribute("http.response.status_code", 302)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(spans.get(1))
        .hasParent(trace.root())
        .hasAttribute("url.full", server.url("/new"))
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("http.request.resend_count", 1);
    assertThat(server.received("traceparent").get(0).get(0)).contains(spans.get(0).spanId());
    assertThat(server.received("traceparent").get(1).get(0)).contains(spans.get(1).spanId());
  }

  @Test
  void authenticationRound_isAnAttemptOfItsOwn() throws Exception {
    server.on(
        "/private",
        exchange ->
            TestServer.answer(
                exchange,
                exchange.getRequestHeaders().containsKey("Authorization") ? 200 : 401,
                "x"));
    client =
        builder()
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "secret").build())
            .build();

    Trace trace = traced(2, () -> assertThat(get(server.url("/private"))).isEqualTo(200));

    assertThat(attempts(trace).get(0)).hasAttribute("http.response.status_code", 401);
    assertThat(attempts(trace).get(1))
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("http.request.resend_count", 1);
  }

  @Test
  void retryByAnInterceptor_isAnAttemptOfItsOwn() throws Exception {
    client =
        builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  return chain.proceed(chain.request());
                })
            .build();

    Trace trace = traced(2, () -> get(server.url("/")));

    assertThat(attempts(trace).get(1)).hasAttribute("http.request.resend_count", 1);
  }

  @Test
  void retryOnAConnectionThatTheServerHadClosed_isAnAttemptOfItsOwn() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture.runAsync(() -> answerOnceThenHangUp(listener));
      String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";

      Trace trace =
          traced(
              3,
              () -> {
                assertThat(get(url)).isEqualTo(200);
                assertThat(get(url)).isEqualTo(200);
              });

      List<SpanData> spans = attempts(trace);
      assertThat(spans).hasSize(3);
      assertThat(spans.get(0)).doesNotHaveAttribute("http.request.resend_count");
      assertThat(spans.get(1))
          .hasStatus(StatusCode.ERROR)
          .hasAttribute("error.type")
          .doesNotHaveAttribute("http.response.status_code");
      assertThat(spans.get(2))
          .hasStatus(StatusCode.UNSET)
          .hasAttribute("http.request.resend_count", 1);
    }
  }

  /** Answers the first request of every connection, and closes it at the second. */
  private static void answerOnceThenHangUp(ServerSocket listener) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          readHead(socket.getInputStream());
          OutputStream out = socket.getOutputStream();
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
          readHead(socket.getInputStream());
        }
      }
    } catch (java.io.IOException e) {
      // the listener is closed: the test is over
    }
  }

  private static void readHead(InputStream in) throws java.io.IOException {
    int newlines = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
      if (newlines == 2) {
        return;
      }
    }
  }

  @Test
  void answerFromTheCache_isNoSpan(@TempDir File directory) throws Exception {
    server.on(
        "/cached",
        exchange -> {
          exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
          TestServer.answer(exchange, 200, "cached");
        });
    try (Cache cache = new Cache(directory, 1 << 20)) {
      client = builder().cache(cache).build();

      Trace trace =
          traced(
              1,
              () -> {
                get(server.url("/cached"));
                get(server.url("/cached"));
              });

      assertThat(trace).hasSpans(2);
      assertThat(cache.hitCount()).isEqualTo(1);
    }
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void answerFromTheCacheThatTheServerConfirmed_isASpanOf304(@TempDir File directory)
      throws Exception {
    server.on(
        "/tagged",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"1\"");
          boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
          TestServer.answer(exchange, known ? 304 : 200, known ? "" : "tagged");
        });
    try (Cache cache = new Cache(directory, 1 << 20)) {
      client = builder().cache(cache).build();

      Trace trace =
          traced(
              2,
              () -> {
                get(server.url("/tagged"));
                assertThat(get(server.url("/tagged"))).isEqualTo(200);
              });

      assertThat(attempts(trace).get(1))
          .hasAttribute("http.response.status_code", 304)
          .hasStatus(StatusCode.UNSET);
    }
  }

  @Test
  void urlTemplate_ofTheRequest_namesTheSpan() throws Exception {
    Request request =
        request(server.url("/items/7"))
            .newBuilder()
            .tag(UrlTemplate.class, new UrlTemplate("/items/{id}"))
            .build();

    Trace trace = traced(1, () -> send(request));

    assertThat(trace).span("GET /items/{id}").hasAttribute("url.template", "/items/{id}");
  }

  @Test
  void urlTemplate_ofTheRequest_isNotThatOfARedirect() throws Exception {
    server.on("/items", exchange -> TestServer.redirect(exchange, 302, "/elsewhere"));
    Request request =
        request(server.url("/items/7"))
            .newBuilder()
            .tag(UrlTemplate.class, new UrlTemplate("/items/{id}"))
            .build();

    Trace trace = traced(2, () -> send(request));

    assertThat(trace).hasSpanNames("caller", "GET /items/{id}", "GET");
    assertThat(trace).span("GET").doesNotHaveAttribute("url.template");
  }

  @Test
  void secretsInTheUrl_areRedacted() throws Exception {
    String secret = server.url("/items?sig=secret&page=1").replace("http://", "http://ann:pw@");

    Trace trace = traced(1, () -> get(secret));

    assertThat(trace)
        .span("GET")
        .hasAttribute(
            "url.full",
            server
                .url("/items?sig=REDACTED&page=1")
                .replace("http://", "http://REDACTED:REDACTED@"));
  }

  @Test
  void body_thatIsStillStreaming_doesNotKeepTheSpanOpen() throws Exception {
    CountDownLatch spanArrived = new CountDownLatch(1);
    server.on(
        "/stream",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("first ".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(spanArrived);
          exchange.getResponseBody().write("last".getBytes(StandardCharsets.UTF_8));
        });

    try (Response response = client.newCall(request(server.url("/stream"))).execute()) {
      SpanData span = recorder.awaitSpans(1).get(0);
      spanArrived.countDown();

      assertThat(response.body().string()).isEqualTo("first last");
      assertThat(span).hasName("GET").hasAttribute("http.response.status_code", 200);
    }
    assertThat(recorder.awaitSpans(1)).hasSize(1);
    assertThat(skein.health().live()).isZero();
  }

  @Test
  void attempt_withoutACaller_isARoot() throws Exception {
    get(server.url("/"));

    assertThat(recorder.awaitSpans(1).get(0)).hasNoParent().hasName("GET");
  }

  @Test
  void attempt_ofAnUnsampledCaller_isNotRecordedButPropagated() throws Exception {
    Span caller = skein.tracer().startSpan("caller");
    dev.skein.SpanContext unsampled =
        dev.skein.SpanContext.remote(
            caller.traceIdHigh(),
            caller.traceIdLow(),
            caller.spanIdAsLong(),
            (byte) 0,
            dev.skein.TraceState.parse(List.of("vendor=1")));
    try (Scope scope = skein.attach(Context.root().with(unsampled))) {
      get(server.url("/"));
    }
    caller.end();

    assertThat(recorder.awaitSpans(1)).hasSize(1).first().isNotNull();
    assertThat(server.received("traceparent").get(0).get(0))
        .startsWith("00-" + caller.traceId())
        .doesNotContain(caller.spanId())
        .endsWith("-00");
    assertThat(server.received("tracestate")).containsExactly(List.of("vendor=1"));
  }
}
