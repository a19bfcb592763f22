package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.InboundTrust;
import dev.skein.SkeinOptions;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a service trusts, what it tells whom, and which headers it records. */
class TrustAndPrivacyTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private final TracedVertx traced =
      new TracedVertx(
          builder ->
              builder.options(
                  SkeinOptions.builder()
                      .inboundTrust(InboundTrust.PRIVATE)
                      .baggageAllowedHosts(List.of("127.0.0.1"))
                      .serverCapturedRequestHeaders(List.of("x-tenant"))
                      .serverCapturedResponseHeaders(List.of("location"))
                      .clientCapturedRequestHeaders(List.of("x-tenant"))
                      .clientCapturedResponseHeaders(List.of("location"))
                      .build()));

  /** What a server that is not traced was sent as baggage; empty for none. */
  private final Queue<String> baggage = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    traced.close();
  }

  @Test
  void callerFromThisMachine_isContinued() {
    int port = traced.serve(request -> request.response().end());
    traced.get(port, "/", "traceparent", PARENT, "x-tenant", "7");

    SpanData span = traced.onlySpan();
    assertThat(span.traceId()).isEqualTo(TRACE_ID);
    assertThat(span.attributes()).containsEntry("http.request.header.x-tenant", List.of("7"));
  }

  @Test
  void callerFromOutside_isLinkedOnly() {
    int port = traced.serve(request -> request.response().end());
    traced.get(port, "/", "traceparent", PARENT, "x-forwarded-for", "203.0.113.9");

    SpanData span = traced.onlySpan();
    assertThat(span.traceId()).isNotEqualTo(TRACE_ID);
    assertThat(span.links()).extracting(SpanData.Link::traceId).containsExactly(TRACE_ID);
  }

  @Test
  void headerOfTheResponse_isRecorded() {
    int port =
        traced.serve(
            request ->
                request.response().setStatusCode(201).putHeader("Location", "/items/7").end());
    traced.get(port, "/");

    assertThat(traced.onlySpan().attributes())
        .containsEntry("http.response.header.location", List.of("/items/7"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void redirectToAnotherHost_getsNoBaggage(boolean followedFromTheCall) throws Exception {
    int backend =
        traced.serve(
            new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE),
            request -> {
              String sent = request.getHeader("baggage");
              baggage.add(sent == null ? "" : sent);
              if (request.path().equals("/first")) {
                String other = "http://localhost:" + request.localAddress().port() + "/second";
                request.response().setStatusCode(302).putHeader("Location", other).end();
              } else {
                request.response().end();
              }
            });
    HttpClient plain = traced.httpClient(new HttpClientOptions());
    HttpClient client = followedFromTheCall ? SkeinVertx.traced(traced.vertx, plain) : plain;
    int port =
        traced.serve(request -> send(client, backend).onComplete(done -> request.response().end()));

    CompletableFuture.runAsync(
            () -> traced.get(port, "/", "traceparent", PARENT, "baggage", "customer=7"))
        .join();

    assertThat(baggage).containsExactly("customer=7", "");
    Trace trace = traced.recorder.awaitTrace(all -> all.spans().size() == 3, TracedVertx.LONG);
    List<SpanData> sent =
        trace.spans().stream().filter(span -> span.kind() == SpanKind.CLIENT).toList();
    assertThat(sent)
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("http.request.header.x-tenant", List.of("8")));
    assertThat(sent.get(0).attributes())
        .containsEntry(
            "http.response.header.location", List.of("http://localhost:" + backend + "/second"));
  }

  private static Future<?> send(HttpClient client, int port) {
    RequestOptions first =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/first")
            .setFollowRedirects(true)
            .putHeader("X-Tenant", "8");
    return client.request(first).compose(HttpClientRequest::send).compose(HttpClientResponse::body);
  }
}
