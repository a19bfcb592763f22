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
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of HTTP requests that are sent. */
class ClientSpanTest {
  private final TracedVertx traced = new TracedVertx();
  private final WebClient client = WebClient.create(traced.vertx);

  @AfterEach
  void close() {
    traced.close();
  }

  /** A server that is not traced, to see what the client sends. */
  private int backend(java.util.function.Consumer<HttpServerRequest> handler) {
    HttpServerOptions options = new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE);
    return traced.serve(options, handler::accept);
  }

  /** Does something in the context of a traced request and waits for it. */
  private void inRequest(Function<HttpServerRequest, Future<?>> work) {
    int port =
        traced.serve(
            request ->
                work.apply(request)
                    .onComplete(
                        result ->
                            request
                                .response()
                                .setStatusCode(result.succeeded() ? 200 : 502)
                                .end()));
    traced.get(port, "/");
  }

  private Future<HttpResponse<io.vertx.core.buffer.Buffer>> call(int port, String path) {
    return client.get(port, "127.0.0.1", path).send();
  }

  @Test
  void webClient_isAChildOfTheServerSpan_andItsServerTheChildOfThat() {
    int backend = traced.serve(request -> request.response().setStatusCode(204).end());

    inRequest(request -> call(backend, "/stock/7?q=1"));

    Trace trace = traced.onlyTrace(3);
    SpanData sent = trace.find("GET", SpanKind.CLIENT);
    assertThat(sent).hasParent(trace.root()).hasStatus(StatusCode.UNSET);
    assertThat(sent.attributes())
        .containsAllEntriesOf(
            Map.of(
                "http.request.method",
                "GET",
                "url.full",
                "http://127.0.0.1:" + backend + "/stock/7?q=1",
                "server.address",
                "127.0.0.1",
                "server.port",
                (long) backend,
                "http.response.status_code",
                204L,
                "network.protocol.version",
                "1.1"));
    assertThat(trace.children(sent))
        .singleElement()
        .extracting(SpanData::kind)
        .isEqualTo(SpanKind.SERVER);
  }

  @Test
  void headers_carryTheClientSpanOnce() {
    int backend =
        backend(
            request ->
                request.response().end(String.join(" ", request.headers().getAll("traceparent"))));
    StringBuilder sent = new StringBuilder();

    inRequest(request -> call(backend, "/").onSuccess(reply -> sent.append(reply.bodyAsString())));

    Trace trace = traced.onlyTrace(2);
    SpanData span = trace.find("GET", SpanKind.CLIENT);
    assertThat(sent.toString()).isEqualTo("00-" + span.traceId() + "-" + span.spanId() + "-03");
  }

  @Test
  void headers_setByTheApplication_stayAsTheyAre() {
    String theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    int backend =
        backend(
            request ->
                request.response().end(String.join(" ", request.headers().getAll("traceparent"))));
    StringBuilder sent = new StringBuilder();

    inRequest(
        request ->
            client
                .get(backend, "127.0.0.1", "/")
                .putHeader("Traceparent", theirs)
                .send()
                .onSuccess(reply -> sent.append(reply.bodyAsString())));

    assertThat(sent.toString()).isEqualTo(theirs);
    assertThat(traced.onlyTrace(2)).isComplete();
  }

  @Test
  void clientError_isAnErrorOfTheClientSpanOnly() {
    int backend = backend(request -> request.response().setStatusCode(404).end());

    inRequest(request -> call(backend, "/unknown"));

    Trace trace = traced.onlyTrace(2);
    assertThat(trace.find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "404");
    assertThat(trace.root()).hasStatus(StatusCode.UNSET);
  }

  @Test
  void redirect_everyAttemptHasASpan_andHeadersOfItsOwn() {
    int backend =
        traced.serve(
            request -> {
              if (request.path().equals("/old")) {
                request.response().setStatusCode(302).putHeader("Location", "/new").end();
              } else {
                request.response().end();
              }
            });

    inRequest(request -> call(backend, "/old"));

    Trace trace = traced.onlyTrace(5);
    List<SpanData> attempts = trace.all(span -> span.kind() == SpanKind.CLIENT);
    assertThat(attempts).hasSize(2);
    assertThat(attempts).allSatisfy(attempt -> assertThat(attempt).hasParent(trace.root()));
    assertThat(attempts).allSatisfy(attempt -> assertThat(trace.children(attempt)).hasSize(1));
  }

  @Test
  void connectionClosedWithoutAResponse_isAnError() {
    int backend = backend(request -> request.connection().close());

    inRequest(request -> call(backend, "/"));

    assertThat(traced.onlyTrace(2).find("GET", SpanKind.CLIENT))
        .hasStatus(StatusCode.ERROR)
        .hasAttribute("error.type", "io.vertx.core.http.HttpClosedException");
  }

  @Test
  void traceOperation_namesTheSpan() {
    int backend = backend(request -> request.response().end());

    inRequest(
        request -> client.get(backend, "127.0.0.1", "/").traceOperation("look up stock").send());

    assertThat(traced.onlyTrace(2).find("look up stock"))
        .hasKind(SpanKind.CLIENT)
        .hasAttribute("http.request.method", "GET");
  }

  @Test
  void policyPropagate_outsideOfATrace_sendsNothing() {
    MultiMap[] received = new MultiMap[1];
    int backend =
        backend(
            request -> {
              received[0] = request.headers();
              request.response().end();
            });

    TracedVertx.await(call(backend, "/"));
    traced.tracer().startSpan("marker").end();

    assertThat(traced.onlySpan()).hasName("marker");
    assertThat(received[0].contains("traceparent")).isFalse();
  }

  @Test
  void policyAlways_outsideOfATrace_startsOne() {
    int backend = traced.serve(request -> request.response().end());
    WebClient always =
        WebClient.create(
            traced.vertx, new WebClientOptions().setTracingPolicy(TracingPolicy.ALWAYS));

    TracedVertx.await(always.get(backend, "127.0.0.1", "/").send());

    Trace trace = traced.onlyTrace(2);
    assertThat(trace.root()).hasKind(SpanKind.CLIENT);
  }

  @Test
  void policyIgnore_sendsNothing() {
    int backend =
        backend(
            request ->
                request
                    .response()
                    .setStatusCode(request.headers().contains("traceparent") ? 400 : 200)
                    .end());
    WebClient ignoring =
        WebClient.create(
            traced.vertx, new WebClientOptions().setTracingPolicy(TracingPolicy.IGNORE));

    inRequest(
        request ->
            ignoring
                .get(backend, "127.0.0.1", "/")
                .send()
                .onSuccess(reply -> assertThat(reply.statusCode()).isEqualTo(200)));

    assertThat(traced.onlySpan()).hasAttribute("http.response.status_code", 200L);
  }

  @Test
  void baggage_isPassedOn() {
    int backend = backend(request -> request.response().end(request.getHeader("baggage")));
    StringBuilder sent = new StringBuilder();
    int port =
        traced.serve(
            request ->
                call(backend, "/")
                    .onComplete(
                        reply -> {
                          sent.append(reply.result().bodyAsString());
                          request.response().end();
                        }));

    traced.get(port, "/", "baggage", "tenant=acme");

    assertThat(sent.toString()).isEqualTo("tenant=acme");
  }

  @Test
  void manualSpanHeldOpen_isTheParentOfWhatIsSentMeanwhile() {
    int backend = backend(request -> request.response().end());

    inRequest(
        request -> {
          Span span = traced.tracer().startSpan("authorize card");
          Scope scope = span.makeCurrent();
          return call(backend, "/bank")
              .onComplete(
                  reply -> {
                    scope.close();
                    span.end();
                  });
        });

    Trace trace = traced.onlyTrace(3);
    assertThat(trace.find("authorize card")).hasParent(trace.root());
    assertThat(trace.find("GET", SpanKind.CLIENT)).hasParent(trace.find("authorize card"));
  }

  @Test
  void manyRequestsAtOnce_haveTheRightParents() {
    int requests = 500;
    int backend = traced.serve(request -> request.response().end());
    int port =
        traced.serve(
            request -> call(backend, request.path()).onComplete(r -> request.response().end()));

    traced.getAll(port, requests);

    traced.spans(requests * 3);
    List<Trace> traces = traced.recorder.traces();
    assertThat(traces).hasSize(requests);
    for (Trace trace : traces) {
      assertThat(trace).isComplete().hasSpans(3);
      SpanData sent = trace.children(trace.root()).get(0);
      assertThat(sent).hasKind(SpanKind.CLIENT);
      SpanData received = trace.children(sent).get(0);
      assertThat(received).hasAttribute("url.path", trace.root().attributes().get("url.path"));
    }
  }
}
