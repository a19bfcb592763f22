package dev.skein.vertx;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of a client that is followed from the call to the head of the response. */
class TracedClientTest {
  /** A code of HTTP/2 by which no application gives up. */
  private static final int INTERNAL_ERROR = 2;

  private final TracedVertx traced = new TracedVertx();
  private final HttpClient client = client(HttpVersion.HTTP_1_1);
  private final WebClient webClient = WebClient.wrap(client);

  @AfterEach
  void close() {
    traced.close();
  }

  private HttpClient client(HttpVersion version) {
    return SkeinVertx.traced(
        traced.vertx, traced.httpClient(new HttpClientOptions().setProtocolVersion(version)));
  }

  /** A server that is not traced. */
  private int backend(Handler<HttpServerRequest> handler) {
    return traced.serve(new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE), handler);
  }

  /** Does something in the context of a traced request. */
  private CompletableFuture<Void> inRequest(Supplier<Future<?>> work) {
    int port =
        traced.serve(
            request -> work.get().onComplete(done -> request.response().setStatusCode(204).end()));
    return CompletableFuture.runAsync(() -> traced.get(port, "/"));
  }

  private static RequestOptions to(int port, String path) {
    return new RequestOptions().setHost("127.0.0.1").setPort(port).setURI(path);
  }

  private Future<HttpClientResponse> send(RequestOptions options) {
    return client.request(options).compose(HttpClientRequest::send);
  }

  @Test
  void span_endsWithTheHead_whateverBecomesOfTheBody() {
    CompletableFuture<HttpServerResponse> sending = new CompletableFuture<>();
    int backend =
        backend(
            request -> {
              request.response().setChunked(true).write("half");
              sending.complete(request.response());
            });
    CompletableFuture<Void> request =
        inRequest(() -> send(to(backend, "/")).compose(HttpClientResponse::body));
    HttpServerResponse response = TracedVertx.await(sending);

    SpanData span = traced.spans(1).get(0);
    response.end(" and half");
    request.join();

    assertThat(span)
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L)
        .hasAttribute("network.protocol.version", "1.1");
    assertThat(traced.onlyTrace(2)).isComplete();
  }

  @Test
  void bodyThatIsCutOff_isNoErrorOfTheSpan() {
    int backend =
        backend(
            request -> {
              request.response().setChunked(true).write("half");
              traced.vertx.runOnContext(later -> request.connection().close());
            });

    inRequest(() -> send(to(backend, "/")).compose(HttpClientResponse::body)).join();

    assertThat(traced.onlyTrace(2).find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void http2_isTheSame() {
    HttpClient http2 = client(HttpVersion.HTTP_2);
    int backend = backend(request -> request.response().end("stock"));

    inRequest(
            () ->
                http2
                    .request(to(backend, "/"))
                    .compose(HttpClientRequest::send)
                    .compose(HttpClientResponse::body))
        .join();

    assertThat(traced.onlyTrace(2).find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("network.protocol.version", "2")
        .hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void streamThatTheServerResets_isAnError() {
    HttpClient http2 = client(HttpVersion.HTTP_2);
    int backend = backend(request -> TracedVertx.reset(request.response(), INTERNAL_ERROR));

    inRequest(() -> http2.request(to(backend, "/")).compose(HttpClientRequest::send)).join();

    assertThat(traced.onlyTrace(2).find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "io.vertx.core.http.StreamResetException");
  }

  @Test
  void requestThatTheApplicationResets_isNoError() {
    CompletableFuture<Void> received = new CompletableFuture<>();
    int backend = backend(request -> received.complete(null));

    inRequest(
            () ->
                client
                    .request(to(backend, "/"))
                    .compose(
                        request -> {
                          received.thenRun(
                              () -> traced.vertx.runOnContext(later -> TracedVertx.reset(request)));
                          return request.send();
                        }))
        .join();

    SpanData span = traced.onlyTrace(2).find("GET", SpanKind.CLIENT);
    assertThat(span).hasStatus(StatusCode.UNSET);
    assertThat(span.attributes()).doesNotContainKeys("error.type", "http.response.status_code");
  }

  @Test
  void timeout_isAnError() {
    int backend = backend(request -> {});

    inRequest(() -> send(to(backend, "/").setTimeout(50))).join();

    SpanData span = traced.onlyTrace(2).find("GET", SpanKind.CLIENT);
    assertThat(span).hasStatus(StatusCode.ERROR).hasEvent("exception");
    assertThat((String) span.attributes().get("error.type")).endsWith("TimeoutException");
  }

  @Test
  void connectionClosedWithoutAResponse_isAnError() {
    int backend = backend(request -> request.connection().close());

    inRequest(() -> send(to(backend, "/"))).join();

    assertThat(traced.onlyTrace(2).find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "io.vertx.core.http.HttpClosedException");
  }

  @Test
  void redirectThatTheClientFollows_isCounted() {
    int backend = backend(TracedClientTest::redirectTwice);

    inRequest(() -> send(to(backend, "/0").setFollowRedirects(true))).join();

    assertThatRedirectsAreCounted();
  }

  @Test
  void redirectThatTheWebClientFollows_isCounted() {
    int backend = backend(TracedClientTest::redirectTwice);

    inRequest(() -> webClient.get(backend, "127.0.0.1", "/0").send()).join();

    assertThatRedirectsAreCounted();
  }

  private static void redirectTwice(HttpServerRequest request) {
    int number = Integer.parseInt(request.path().substring(1));
    if (number < 2) {
      request.response().setStatusCode(307).putHeader("Location", "/" + (number + 1)).end();
    } else {
      request.response().end();
    }
  }

  private void assertThatRedirectsAreCounted() {
    Trace trace = traced.onlyTrace(4);
    List<SpanData> attempts = trace.all(span -> span.kind() == SpanKind.CLIENT);
    assertThat(attempts)
        .extracting(span -> span.attributes().get("http.request.resend_count"))
        .containsExactlyInAnyOrder(null, 1L, 2L);
    assertThat(attempts)
        .extracting(span -> span.attributes().get("http.response.status_code"))
        .containsExactlyInAnyOrder(307L, 307L, 200L);
    assertThat(attempts).allSatisfy(attempt -> assertThat(attempt).hasParent(trace.root()));
  }

  @Test
  void parent_isWhatIsCurrentAtTheCall() {
    int backend = backend(request -> request.response().end());

    inRequest(
            () -> {
              Span span = traced.tracer().startSpan("look up");
              try (Scope scope = span.makeCurrent()) {
                return send(to(backend, "/")).onComplete(done -> span.end());
              }
            })
        .join();

    Trace trace = traced.onlyTrace(3);
    assertThat(trace.find("GET", SpanKind.CLIENT)).hasParent(trace.find("look up"));
  }

  @Test
  void callFromAThreadOfTheApplication_hasItsParent_andSoHasTheRedirect() {
    int backend = backend(TracedClientTest::redirectTwice);
    Span span = traced.tracer().startSpan("import");

    try (Scope scope = span.makeCurrent()) {
      TracedVertx.await(webClient.get(backend, "127.0.0.1", "/1").send());
    }
    span.end();

    Trace trace = traced.onlyTrace(3);
    assertThat(trace.root()).hasName("import");
    assertThat(trace.children(trace.root())).hasSize(2);
  }

  @Test
  void traceHeadersInTheOptions_areReplaced_whateverTheirCase() {
    CompletableFuture<List<String>> received = new CompletableFuture<>();
    int backend =
        backend(
            request -> {
              received.complete(request.headers().getAll("traceparent"));
              request.response().end();
            });
    RequestOptions options = to(backend, "/");
    options.addHeader("TraceParent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    inRequest(() -> send(options)).join();

    SpanData span = traced.onlyTrace(2).find("GET", SpanKind.CLIENT);
    assertThat(TracedVertx.await(received))
        .containsExactly("00-" + span.traceId() + "-" + span.spanId() + "-03");
    assertThat(options.getHeaders().contains("TraceParent")).isTrue();
  }

  @Test
  void traceHeaders_outsideOfATrace_areTheApplications() {
    CompletableFuture<List<String>> received = new CompletableFuture<>();
    String theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    int backend =
        backend(
            request -> {
              received.complete(request.headers().getAll("traceparent"));
              request.response().end();
            });
    RequestOptions options = to(backend, "/");
    options.addHeader("traceparent", theirs);

    TracedVertx.await(send(options));

    assertThat(received.join()).containsExactly(theirs);
  }

  @Test
  void connectionRefused_namesTheAddress() throws Exception {
    int closed;
    try (ClosedPort port = new ClosedPort()) {
      closed = port.number();
      inRequest(() -> webClient.post(port.number(), "127.0.0.1", "/stock").send()).join();
    }

    Trace trace = traced.onlyTrace(2);
    SpanData span = trace.find("POST", SpanKind.CLIENT);
    assertThat(span)
        .hasParent(trace.root())
        .hasStatus(StatusCode.ERROR)
        .hasEvent("exception")
        .hasAttribute("url.full", "http://127.0.0.1:" + closed + "/stock")
        .hasAttribute("server.port", (long) closed)
        .hasAttribute("network.peer.address", "127.0.0.1")
        .hasAttribute("network.peer.port", (long) closed);
    assertThat((String) span.attributes().get("error.type")).endsWith("ConnectException");
    assertThat(span.startEpochNanos()).isLessThan(span.endEpochNanos());
  }

  @Test
  void unknownHost_isAnError_andItsDefaultPortIsNotWritten() {
    inRequest(() -> client.request(HttpMethod.GET, 80, "no.such.host.invalid", "/stock")).join();

    SpanData span = traced.onlyTrace(2).find("GET", SpanKind.CLIENT);
    assertThat(span)
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("url.full", "http://no.such.host.invalid/stock")
        .hasAttribute("server.address", "no.such.host.invalid")
        .hasAttribute("server.port", 80L);
    assertThat(span.attributes()).doesNotContainKey("network.peer.address");
  }

  @Test
  void clientThatConnects_hasOneSpanAndWorks() {
    int backend = backend(request -> request.response().end("stock"));
    StringBuilder body = new StringBuilder();

    inRequest(
            () ->
                webClient
                    .get(backend, "127.0.0.1", "/")
                    .send()
                    .onSuccess(reply -> body.append(reply.bodyAsString())))
        .join();

    assertThat(traced.onlyTrace(2)).isComplete();
    assertThat(body.toString()).isEqualTo("stock");
  }

  @Test
  void requestThatIsNotToBeTraced_isForgottenWithItsResponse() {
    HttpClient ignoring =
        SkeinVertx.traced(
            traced.vertx,
            traced.httpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE)));
    int backend = backend(request -> request.response().end());

    inRequest(() -> ignoring.request(to(backend, "/")).compose(HttpClientRequest::send)).join();

    assertThat(traced.onlySpan()).hasKind(SpanKind.SERVER);
    assertThat(SkeinVertx.tracing(traced.vertx).calls().isEmpty()).isTrue();
  }
}
