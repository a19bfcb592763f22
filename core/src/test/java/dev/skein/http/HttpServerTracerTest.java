package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Sampler;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents, sampling and exclusion of server spans. */
class HttpServerTracerTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";

  private final InMemoryExporter exporter = new InMemoryExporter();
  private final List<Skein> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Skein::close);
  }

  private Skein skein(String... excludedPaths) {
    return skein(Sampler.parentBased(Sampler.alwaysOn()), excludedPaths);
  }

  private Skein skein(Sampler sampler, String... excludedPaths) {
    Skein skein =
        Skein.builder()
            .options(SkeinOptions.builder().excludedPaths(List.of(excludedPaths)).build())
            .sampler(sampler)
            .exporter(exporter)
            .build();
    opened.add(skein);
    return skein;
  }

  private static ServerRequest called(String path, boolean sampled) {
    return ServerRequest.get(path)
        .header("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + (sampled ? "-01" : "-00"))
        .header("tracestate", "vendor=1")
        .header("baggage", "tenant=7");
  }

  @Test
  void start_withTraceparent_continuesTheTrace() {
    Skein skein = skein();
    HttpServerSpan span = HttpServerTracer.create(skein).start(called("/", true));
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(data.traceId()).isEqualTo(TRACE_ID);
    assertThat(data.parentSpanId()).isEqualTo(PARENT_ID);
    assertThat(data.hasRemoteParent()).isTrue();
    assertThat(data.traceState()).isEqualTo("vendor=1");
    assertThat(span.context().baggage().get("tenant")).isEqualTo("7");
    assertThat(span.context().span()).isSameAs(span.span());
  }

  @Test
  void start_withoutTraceparent_isARootEvenWhileAnotherSpanIsCurrent() {
    Skein skein = skein();
    Span leaked = skein.tracer().startSpan("leaked by somebody");
    HttpServerSpan span;
    try (Scope scope = leaked.makeCurrent()) {
      span = HttpServerTracer.create(skein).start(ServerRequest.get("/"));
    }
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(data.isRoot()).isTrue();
    assertThat(data.traceId()).isNotEqualTo(leaked.traceId());
  }

  @Test
  void start_doesNotMakeTheSpanCurrent() {
    Skein skein = skein();
    HttpServerSpan span = HttpServerTracer.create(skein).start(ServerRequest.get("/"));

    assertThat(skein.currentContext().spanContext().isValid()).isFalse();
    try (Scope scope = skein.attach(span.context())) {
      assertThat(skein.tracer().currentSpan()).isSameAs(span.span());
    }
  }

  @Test
  void start_unsampledParent_recordsNothingAndKeepsTheTrace() {
    Skein skein = skein();
    ServerRequest request = called("/", false);
    HttpServerSpan span = HttpServerTracer.create(skein).start(request);
    span.route("/");
    span.response(500);
    span.failed(new RuntimeException());
    span.end();

    assertThat(exporter.spans(skein)).isEmpty();
    assertThat(span.span().isRecording()).isFalse();
    assertThat(span.context().spanContext().traceId()).isEqualTo(TRACE_ID);
    assertThat(span.context().spanContext().isSampled()).isFalse();
    assertThat(skein.health().started()).isZero();
  }

  @Test
  void start_unsampledParent_asksForNothingBesidesMethodAndContextHeaders() {
    ServerRequest request = called("/", false);
    HttpServerTracer.create(skein()).start(request).end();

    assertThat(request.questions()).as("method, traceparent, tracestate, baggage").isEqualTo(4);
  }

  @Test
  void start_asksForEachThingOnce() {
    ServerRequest request = called("/", true);
    HttpServerTracer.create(skein()).start(request).end();

    assertThat(request.questions())
        .as("method, scheme, peer address and port, version, and 9 headers")
        .isEqualTo(5 + 9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health?verbose",
        "/health#x",
        "/q/",
        "/q/metrics",
        "/q/metrics?a=/b",
        "http://shop.example/health",
        "http://shop.example/q/x?y"
      })
  void excluded_path_leavesNoTrace(String target) {
    Skein skein = skein("/health", "/q/*");
    HttpServerTracer tracer = HttpServerTracer.create(skein);
    HttpServerSpan span = tracer.start(ServerRequest.get(target));
    span.route("/health");
    span.response(500);
    span.end();

    assertThat(tracer.excluded(target)).isTrue();
    assertThat(exporter.spans(skein)).isEmpty();
    assertThat(span.ended()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/healthy",
        "/health/",
        "/",
        "/Health",
        "/q",
        "/x/q/",
        "/a?/health",
        "/a?x=/q/",
        "health",
        "//health",
        "http:/health"
      })
  void excluded_otherPath_isTraced(String target) {
    Skein skein = skein("/health", "/q/*");
    HttpServerTracer tracer = HttpServerTracer.create(skein);
    tracer.start(ServerRequest.get(target)).end();

    assertThat(tracer.excluded(target)).isFalse();
    assertThat(exporter.spans(skein)).hasSize(1);
  }

  @Test
  void excluded_asterisk_isEverything() {
    HttpServerTracer tracer = HttpServerTracer.create(skein("*"));

    assertThat(tracer.excluded("/anything")).isTrue();
    assertThat(tracer.excluded("*")).isTrue();
    assertThat(tracer.excluded(null)).isFalse();
  }

  @Test
  void excluded_request_leavesOutTheWholeSubtree() {
    Skein skein = skein("/health");
    HttpServerSpan server = HttpServerTracer.create(skein).start(ServerRequest.get("/health"));
    HttpClientTracer client = HttpClientTracer.create(skein);
    List<String> sent = new ArrayList<>();
    try (Scope scope = skein.attach(server.context())) {
      skein.tracer().startSpan("inside").end();
      HttpClientSpan call = client.start(ClientRequest.get("http://db.example/"));
      client.inject(call, sent, (carrier, name, value) -> carrier.add(name + ": " + value));
      call.end();
    }
    server.end();

    assertThat(exporter.spans(skein)).isEmpty();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).matches("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");
  }

  @Test
  void excluded_request_keepsTheCallersTraceAndBaggage() {
    HttpServerSpan span = HttpServerTracer.create(skein("/health")).start(called("/health", true));

    assertThat(span.context().spanContext().traceId()).isEqualTo(TRACE_ID);
    assertThat(span.context().spanContext().spanId()).isEqualTo(PARENT_ID);
    assertThat(span.context().spanContext().isSampled()).isFalse();
    assertThat(span.context().spanContext().traceState().headerValue()).isEqualTo("vendor=1");
    assertThat(span.context().baggage().get("tenant")).isEqualTo("7");
  }

  @Test
  void disabled_recordsNothingAndPassesTheContextOn() {
    Skein skein =
        Skein.builder()
            .options(SkeinOptions.builder().enabled(false).build())
            .exporter(exporter)
            .build();
    opened.add(skein);
    HttpServerSpan span = HttpServerTracer.create(skein).start(called("/", true));
    span.end();

    assertThat(exporter.spans(skein)).isEmpty();
    assertThat(span.context().spanContext().traceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void kind_isServer() {
    Skein skein = skein();
    HttpServerTracer.create(skein).start(ServerRequest.get("/")).end();

    assertThat(exporter.only(skein).kind()).isEqualTo(SpanKind.SERVER);
  }
}
