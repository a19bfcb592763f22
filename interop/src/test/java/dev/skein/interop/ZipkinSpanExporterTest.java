package dev.skein.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.export.FlushResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipkinSpanExporterTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final ZipkinStub zipkin;

  ZipkinSpanExporterTest() throws IOException {
    zipkin = new ZipkinStub();
  }

  @AfterEach
  void close() {
    zipkin.close();
  }

  private static Skein skein(ZipkinSpanExporter exporter) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("shop")
            .exportDelay(Duration.ofMinutes(1))
            .shutdownTimeout(LONG)
            .build();
    return Skein.builder().options(options).exporter(exporter).build();
  }

  private Skein skein() {
    return skein(ZipkinSpanExporter.builder(zipkin.endpoint()).timeout(LONG).build());
  }

  @Test
  void spans_arriveAsJson() {
    try (Skein skein = skein()) {
      Span span = skein.tracer().startSpan("pack parcel");
      span.setAttribute("parcel", 7);
      span.end();

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(1, 0, 0, 0, 0));

      assertThat(zipkin.spans()).hasSize(1);
      zipkin2.Span arrived = zipkin.spans().get(0);
      assertThat(arrived.traceId()).isEqualTo(span.traceId());
      assertThat(arrived.id()).isEqualTo(span.spanId());
      assertThat(arrived.localServiceName()).isEqualTo("shop");
      assertThat(arrived.tags())
          .containsEntry("parcel", "7")
          .containsEntry("otel.scope.name", "dev.skein");
      var request = zipkin.requests().get(0);
      assertThat(request.getRequestMethod()).isEqualTo("POST");
      assertThat(request.getRequestURI()).hasToString("/api/v2/spans");
      assertThat(request.getRequestHeaders().getFirst("Content-Type"))
          .isEqualTo("application/json");
      assertThat(skein.health().endpoint()).isEqualTo(zipkin.endpoint().toString());
    }
  }

  @Test
  void spans_compressed_arriveAsWell() {
    try (Skein skein = skein(ZipkinSpanExporter.builder(zipkin.endpoint()).gzip(true).build())) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG).exported()).isEqualTo(1);
      assertThat(zipkin.spans()).hasSize(1);
      assertThat(zipkin.requests().get(0).getRequestHeaders().getFirst("Content-Encoding"))
          .isEqualTo("gzip");
    }
  }

  /** Control characters take six bytes each in JSON, and one in OTLP. */
  @Test
  void batch_thatIsLargeAsJson_goesOutInSeveralRequests() {
    int count = 300;
    try (Skein skein = skein()) {
      for (int i = 0; i < count; i++) {
        Span span = skein.tracer().startSpan("s" + i);
        span.setAttribute("controls", "\u0001".repeat(3_000));
        span.end();
      }

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(count, 0, 0, 0, 0));
    }

    assertThat(zipkin.sizes())
        .hasSizeGreaterThan(2)
        .allMatch(size -> size <= ZipkinSpanExporter.MAX_REQUEST_CHARS);
    assertThat(zipkin.spans()).hasSize(count);
  }

  @Test
  void largeBatch_ofWhichTheSecondRequestIsRefusedAtFirst_arrivesOnce() {
    zipkin.answering(ZipkinStub.Answer.of(202), ZipkinStub.Answer.of(503));
    int count = 300;
    try (Skein skein = skein()) {
      for (int i = 0; i < count; i++) {
        Span span = skein.tracer().startSpan("s" + i);
        span.setAttribute("controls", "\u0001".repeat(3_000));
        span.end();
      }

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(count, 0, 0, 0, 0));
    }

    // the stub has kept the spans that it refused
    Set<String> ids = zipkin.spans().stream().map(zipkin2.Span::id).collect(Collectors.toSet());
    assertThat(ids).hasSize(count);
    assertThat(zipkin.spans()).hasSize(count + zipkin.spans(1).size());
  }

  @Test
  void largeBatch_ofWhichOneRequestIsRefusedForGood_isExportedInPart() {
    zipkin.answering(ZipkinStub.Answer.of(202), ZipkinStub.Answer.of(500));
    int count = 300;
    try (Skein skein = skein()) {
      for (int i = 0; i < count; i++) {
        Span span = skein.tracer().startSpan("s" + i);
        span.setAttribute("controls", "\u0001".repeat(3_000));
        span.end();
      }

      FlushResult result = skein.flush(LONG);

      int refused = zipkin.spans(1).size();
      assertThat(result).isEqualTo(new FlushResult(count - refused, 0, refused, 0, 0));
      assertThat(zipkin.spans()).hasSize(count);
      assertThat(skein.health().lastError()).contains("HTTP 500");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void batch_thatIsRefusedAsAWhole_goesOutInHalves(int status) {
    zipkin.answering(ZipkinStub.Answer.of(status));
    try (Skein skein = skein()) {
      for (int i = 0; i < 4; i++) {
        skein.tracer().startSpan("s" + i).end();
      }

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(4, 0, 0, 0, 0));
      assertThat(zipkin.requests()).hasSize(3);
    }
  }

  @Test
  void success_withAWebPage_isNone() {
    zipkin.answering(new ZipkinStub.Answer(200, "Content-Type", "text/html", "<html>log in"));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(1, 0, 0, 0, 0));
      assertThat(zipkin.requests()).hasSize(2);
      assertThat(skein.health().lastError()).contains("web page");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void refusal_thatPasses_isTriedAgain(int status) {
    zipkin.answering(ZipkinStub.Answer.of(status));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(1, 0, 0, 0, 0));
      assertThat(zipkin.requests()).hasSize(2);
      assertThat(skein.health().lastError()).contains("HTTP " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 500})
  void refusal_thatLasts_dropsTheBatch(int status) {
    zipkin.answering(new ZipkinStub.Answer(status, "Content-Type", "text/plain", "no\u0007 spans"));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(0, 0, 1, 0, 0));
      assertThat(zipkin.requests()).hasSize(1);
      assertThat(skein.health().lastError())
          .contains("HTTP " + status + ": no")
          .contains("spans")
          .doesNotContain("\u0007");
    }
  }

  @Test
  void redirect_isNotFollowed() {
    zipkin.answering(
        new ZipkinStub.Answer(302, "Location", zipkin.endpoint().resolve("/x").toString(), ""));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG).dropped()).isEqualTo(1);
      assertThat(zipkin.requests()).hasSize(1);
      assertThat(skein.health().lastError()).contains("redirects are not followed");
    }
  }

  @Test
  void retryAfter_isHandedOn() {
    zipkin.answering(new ZipkinStub.Answer(503, "Retry-After", "1", "busy"));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();
      long start = System.nanoTime();

      assertThat(skein.flush(LONG).exported()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    }
  }

  @Test
  void refusal_thatIsAWebPageOfAnySize_isNotPrinted() {
    zipkin.answering(
        new ZipkinStub.Answer(400, "Content-Type", "text/html", "<html>" + "x".repeat(1 << 20)));
    try (Skein skein = skein()) {
      skein.tracer().startSpan("s").end();

      assertThat(skein.flush(LONG).dropped()).isEqualTo(1);
      assertThat(skein.health().lastError()).contains("HTTP 400").doesNotContain("html");
    }
  }

  @Test
  void nobodyThere_isUnreachable() throws IOException {
    Skein skein;
    // bound, so that no other program gets the port, but nobody listens
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      URI endpoint = URI.create("http://127.0.0.1:" + bound.getLocalPort() + "/api/v2/spans");
      skein = skein(ZipkinSpanExporter.builder(endpoint).timeout(LONG).build());
      skein.tracer().startSpan("s").end();

      skein.close();
    }

    assertThat(skein.health().reachable()).isFalse();
    assertThat(skein.health().lastError()).contains("connection refused");
    assertThat(skein.health().droppedTotal()).isEqualTo(1);
  }

  @Test
  void serverThatNeverAnswers_endsAtTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://localhost:" + silent.getLocalPort() + "/");
      Skein skein =
          skein(ZipkinSpanExporter.builder(endpoint).timeout(Duration.ofMillis(100)).build());
      skein.tracer().startSpan("s").end();

      skein.close();

      assertThat(skein.health().lastError()).contains("no answer in time");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://zipkin/", "zipkin:9411", "http:///x", "http://me:secret@zipkin/"})
  void endpoint_thatCannotBeUsed_isRefused(String endpoint) {
    URI uri = URI.create(endpoint);

    assertThatThrownBy(() -> ZipkinSpanExporter.builder(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Zipkin endpoint")
        .hasMessageNotContaining("secret");
  }

  @Test
  void description_hasNoQuery() {
    URI endpoint = URI.create("https://zipkin.example:9411/api/v2/spans?key=secret");

    assertThat(ZipkinSpanExporter.builder(endpoint).build().description())
        .isEqualTo("https://zipkin.example:9411/api/v2/spans");
  }

  @Test
  void timeout_negative_isRefused() {
    var builder = ZipkinSpanExporter.builder(zipkin.endpoint());

    assertThatThrownBy(() -> builder.timeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
