package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.Context;
import dev.skein.SamplingResult;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name, attributes, status, parent and end of a client span, by the conventions v1.44. */
class HttpClientSpanTest {
  private final InMemoryExporter exporter = new InMemoryExporter();
  private final Skein skein =
      Skein.builder().options(SkeinOptions.builder().build()).exporter(exporter).build();
  private final HttpClientTracer tracer = HttpClientTracer.create(skein);

  @AfterEach
  void close() {
    skein.close();
  }

  private SpanData span(HttpClientRequest request, Consumer<HttpClientSpan> events) {
    HttpClientSpan span = tracer.start(request);
    events.accept(span);
    span.end();
    return exporter.only(skein);
  }

  private SpanData span(Consumer<HttpClientSpan> events) {
    return span(ClientRequest.get("http://shop.example/items/7"), events);
  }

  private Map<String, Object> attributes(HttpClientRequest request) {
    return span(request, any -> {}).attributes();
  }

  @Test
  void plainRequest_hasEverySpecifiedAttributeAndNoOther() {
    SpanData span =
        span(
            ClientRequest.of("POST", "https://shop.example/items?color=red"),
            client -> {
              client.peer("192.0.2.1", 443);
              client.protocolVersion("h2");
              client.response(201);
            });

    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.name()).isEqualTo("POST");
    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("http.request.method", "POST"),
                Map.entry("url.full", "https://shop.example/items?color=red"),
                Map.entry("server.address", "shop.example"),
                Map.entry("server.port", 443L),
                Map.entry("network.peer.address", "192.0.2.1"),
                Map.entry("network.peer.port", 443L),
                Map.entry("network.protocol.version", "2"),
                Map.entry("http.response.status_code", 201L)));
  }

  @Test
  void urlTemplate_isRecordedAndNamesTheSpan() {
    SpanData span =
        span(ClientRequest.get("http://shop.example/items/7").template("/items/{id}"), any -> {});

    assertThat(span.name()).isEqualTo("GET /items/{id}");
    assertThat(span.attributes()).containsEntry("url.template", "/items/{id}");
  }

  @Test
  void method_unknownOne_isOtherWithTheOriginal() {
    SpanData span = span(ClientRequest.of("get", "http://shop.example/"), any -> {});

    assertThat(span.name()).isEqualTo("HTTP");
    assertThat(span.attributes())
        .containsEntry("http.request.method", "_OTHER")
        .containsEntry("http.request.method_original", "get");
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example/, shop.example, 80",
    "https://shop.example, shop.example, 443",
    "HTTPS://shop.example?x, shop.example, 443",
    "http://shop.example:8080#f, shop.example, 8080",
    "http://[::1]:9090/a, ::1, 9090",
    "https://[2001:db8::1], 2001:db8::1, 443",
    "http://user:pa:ss@shop.example:81/, shop.example, 81",
    "http://user@inner@shop.example/, shop.example, 80",
    "ws://shop.example/, shop.example, 80",
    "wss://shop.example/, shop.example, 443",
    "//shop.example:82/a, shop.example, 82",
    "http://my_service/, my_service, 80",
  })
  void server_comesFromTheUrl(String url, String address, long port) {
    assertThat(attributes(ClientRequest.get(url)))
        .containsEntry("server.address", address)
        .containsEntry("server.port", port);
  }

  @Test
  void server_namedByTheAdapter_winsOverTheUrl() {
    assertThat(attributes(ClientRequest.get("http://other.example/").to("[::1]", 8081)))
        .containsEntry("server.address", "::1")
        .containsEntry("server.port", 8081L)
        .containsEntry("url.full", "http://other.example/");
  }

  @Test
  void server_ofARelativeUrl_isWhatTheAdapterSays() {
    assertThat(attributes(ClientRequest.get("/items").to("shop.example", 80)))
        .containsEntry("server.address", "shop.example")
        .containsEntry("server.port", 80L)
        .containsEntry("url.full", "/items");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "http://", "http:///a", "http://[::1", "://", "\u0000"})
  void server_ofAnUnusableUrl_isLeftOut(String url) {
    assertThat(attributes(ClientRequest.get(url))).doesNotContainKey("server.address");
  }

  @Test
  void url_missing_leavesItOut() {
    assertThat(attributes(ClientRequest.of("GET", null))).containsOnlyKeys("http.request.method");
  }

  @Test
  void url_isRedacted() {
    assertThat(attributes(ClientRequest.get("http://u:p@shop.example/a?sig=s&x=1")))
        .containsEntry("url.full", "http://REDACTED:REDACTED@shop.example/a?sig=REDACTED&x=1");
  }

  @Test
  void resendCount_isRecordedFromTheSecondAttemptOn() {
    assertThat(attributes(ClientRequest.get("http://shop.example/").resent(2)))
        .containsEntry("http.request.resend_count", 2L);
  }

  @Test
  void resendCount_ofTheFirstAttempt_isLeftOut() {
    assertThat(attributes(ClientRequest.get("http://shop.example/").resent(0)))
        .doesNotContainKey("http.request.resend_count");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 204, 302, 304, 399})
  void response_below400_isNoError(int code) {
    SpanData span = span(client -> client.response(code));

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes())
        .containsEntry("http.response.status_code", (long) code)
        .doesNotContainKey("error.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 499, 500, 503, 99, 600})
  void response_from400OrUnknown_isAnErrorOfThatCode(int code) {
    SpanData span = span(client -> client.response(code));

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEmpty();
    assertThat(span.attributes()).containsEntry("error.type", Integer.toString(code));
  }

  @Test
  void failed_withoutResponse_isAnErrorOfItsClass() {
    SpanData span =
        span(client -> client.failed(new CompletionException(new ConnectException("refused"))));

    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes())
        .containsEntry("error.type", "java.net.ConnectException")
        .doesNotContainKey("http.response.status_code");
    assertThat(span.events()).hasSize(1);
    assertThat(span.events().get(0).attributes())
        .containsEntry("exception.type", "java.net.ConnectException");
  }

  @Test
  void failed_withAPrivateException_isAnErrorOfTheClassAbove() {
    SpanData span = span(client -> client.failed(new AnnotatedRefusal("refused")));

    assertThat(span.attributes()).containsEntry("error.type", "java.net.ConnectException");
  }

  @Test
  void failed_withAPrivateExceptionBelowNothingTelling_isAnErrorOfItsClass() {
    SpanData span = span(client -> client.failed(new PrivateFailure()));

    assertThat(span.attributes()).containsEntry("error.type", PrivateFailure.class.getName());
  }

  private static final class AnnotatedRefusal extends ConnectException {
    private static final long serialVersionUID = 1;

    AnnotatedRefusal(String message) {
      super(message);
    }
  }

  private static final class PrivateFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void failed_afterAnErrorStatus_isAnErrorOfTheCode() {
    SpanData span =
        span(
            client -> {
              client.response(404);
              client.failed(new IllegalStateException("not found"));
            });

    assertThat(span.attributes()).containsEntry("error.type", "404");
    assertThat(span.events()).hasSize(1);
  }

  @Test
  void failed_whileReadingA200_isAnErrorOfItsClass() {
    SpanData span =
        span(
            client -> {
              client.response(200);
              client.failed(new IOException("reset"));
            });

    assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void cancelled_isNoError_andNeitherIsWhatFailsBecauseOfIt() {
    SpanData span =
        span(
            client -> {
              client.cancelled();
              client.failed(new IOException("Canceled"));
            });

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes()).doesNotContainKey("error.type");
    assertThat(span.events()).isEmpty();
  }

  @Test
  void cancelled_byAFuture_isNoError() {
    SpanData span =
        span(client -> client.failed(new CompletionException(new CancellationException())));

    assertThat(span.statusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.events()).isEmpty();
  }

  @Test
  void cancelled_afterAnErrorStatus_isAnErrorOfTheCode() {
    SpanData span =
        span(
            client -> {
              client.response(500);
              client.cancelled();
            });

    assertThat(span.attributes()).containsEntry("error.type", "500");
  }

  @Test
  void peer_withoutAddressOrPort_isLeftOut() {
    SpanData span =
        span(
            client -> {
              client.peer(null, 80);
              client.protocolVersion(null);
            });

    assertThat(span.attributes())
        .doesNotContainKeys(
            "network.peer.address", "network.peer.port", "network.protocol.version");
  }

  @Test
  void peer_withoutPort_hasTheAddress() {
    assertThat(span(client -> client.peer("192.0.2.1", 0)).attributes())
        .containsEntry("network.peer.address", "192.0.2.1")
        .doesNotContainKey("network.peer.port");
  }

  @Test
  void end_twice_endsOnce_andNothingChangesAfterwards() {
    HttpClientSpan span = tracer.start(ClientRequest.get("http://shop.example/"));
    assertThat(span.ended()).isFalse();
    span.end();
    span.response(500);
    span.failed(new RuntimeException());
    span.peer("192.0.2.1", 1);
    span.end();

    assertThat(span.ended()).isTrue();
    assertThat(exporter.only(skein).statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void parent_isTheCurrentSpan() {
    Span caller = skein.tracer().startSpan("caller");
    HttpClientSpan span;
    try (Scope scope = caller.makeCurrent()) {
      span = tracer.start(ClientRequest.get("http://shop.example/"));
    }
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(data.parentSpanId()).isEqualTo(caller.spanId());
    assertThat(data.traceId()).isEqualTo(caller.traceId());
  }

  @Test
  void parent_givenExplicitly_winsOverTheCurrentSpan() {
    Span caller = skein.tracer().startSpan("caller");
    Span other = skein.tracer().startSpan("other");
    HttpClientSpan span;
    try (Scope scope = other.makeCurrent()) {
      span = tracer.start(ClientRequest.get("http://shop.example/"), Context.root().with(caller));
    }
    span.end();

    assertThat(exporter.only(skein).parentSpanId()).isEqualTo(caller.spanId());
  }

  @Test
  void parent_null_isNone() {
    tracer.start(ClientRequest.get("http://shop.example/"), null).end();

    assertThat(exporter.only(skein).isRoot()).isTrue();
  }

  @Test
  void inject_writesTheSpansOwnContextAndTheBaggage() {
    Context caller = Context.root().with(dev.skein.Baggage.parse(List.of("tenant=7")));
    HttpClientSpan span = tracer.start(ClientRequest.get("http://shop.example/"), caller);
    Map<String, String> headers = new TreeMap<>();
    tracer.inject(span, headers, Map::put);
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(headers)
        .containsEntry("traceparent", "00-" + data.traceId() + "-" + data.spanId() + "-03")
        .containsEntry("baggage", "tenant=7");
  }

  @Test
  void inject_intoABrokenCarrier_doesNotThrow() {
    HttpClientSpan span = tracer.start(ClientRequest.get("http://shop.example/"));

    tracer.inject(
        span,
        "carrier",
        (carrier, name, value) -> {
          throw new IllegalStateException("read-only");
        });
    tracer.inject(null, "carrier", (carrier, name, value) -> {});
    tracer.inject(span, "carrier", null);
  }

  @Test
  void sampler_seesTheAttributesOfTheStart() {
    Map<String, Object> seen = new TreeMap<>();
    try (Skein sampling =
        Skein.builder()
            .options(SkeinOptions.builder().build())
            .exporter(exporter)
            .sampler(
                (parent, traceIdHigh, traceIdLow, name, kind, view) -> {
                  for (AttributeKey<?> key :
                      List.of(
                          HttpAttributes.HTTP_REQUEST_METHOD,
                          HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL,
                          HttpAttributes.URL_FULL,
                          HttpAttributes.URL_TEMPLATE,
                          HttpAttributes.SERVER_ADDRESS,
                          HttpAttributes.SERVER_PORT,
                          HttpAttributes.HTTP_REQUEST_RESEND_COUNT,
                          HttpAttributes.URL_PATH)) {
                    Object value = view.get(key);
                    if (value != null) {
                      seen.put(key.name(), value);
                    }
                  }
                  return SamplingResult.drop();
                })
            .build()) {
      HttpClientTracer.create(sampling)
          .start(ClientRequest.get("http://u:p@shop.example/a").template("/{x}").resent(1))
          .end();
    }

    assertThat(seen)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http.request.method", "GET",
                "url.full", "http://REDACTED:REDACTED@shop.example/a",
                "url.template", "/{x}",
                "server.address", "shop.example",
                "server.port", 80L,
                "http.request.resend_count", 1L));
  }

  @Test
  void elapsedNanos_startsTheSpanThatLongAgo() {
    long before = System.currentTimeMillis() * 1_000_000;
    SpanData span =
        span(ClientRequest.get("http://shop.example/").begun(3_600_000_000_000L), any -> {});

    assertThat(span.startEpochNanos()).isLessThan(before - 3_500_000_000_000L);
    assertThat(span.durationNanos()).isGreaterThanOrEqualTo(3_600_000_000_000L);
  }

  @Test
  void elapsedNanos_negative_isNow() {
    SpanData span = span(ClientRequest.get("http://shop.example/").begun(-1), any -> {});

    assertThat(span.durationNanos()).isBetween(0L, 3_600_000_000_000L);
  }

  @Test
  void attempts_eachHaveASpan() {
    List<String> ids = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      HttpClientSpan span = tracer.start(ClientRequest.get("http://shop.example/").resent(attempt));
      ids.add(span.span().spanId());
      span.end();
    }

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(exporter.spans(skein)).hasSize(3);
  }
}
