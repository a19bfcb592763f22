package dev.skein.it.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.TraceState;
import dev.skein.export.ExportResult;
import dev.skein.export.FlushResult;
import dev.skein.export.OtlpHttpExporter;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Collector understands what Skein sends, all of it, and refuses what is not whole. */
class CollectorIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<byte[]> sent = new CopyOnWriteArrayList<>();
  private JsonSink sink;
  private CollectorProcess collector;

  @BeforeEach
  void start() throws Exception {
    sink = JsonSink.start();
    collector = CollectorProcess.start(sink.port());
  }

  @AfterEach
  void stop() throws Exception {
    collector.close();
    sink.close();
  }

  /** Sends, and keeps a copy. */
  private final class Copying implements SpanExporter {
    private final SpanExporter exporter;

    private Copying(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      sent.add(batch.toByteArray());
      return exporter.export(batch);
    }

    @Override
    public void close() {
      exporter.close();
    }
  }

  private Skein skein(URI endpoint, boolean gzip) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("collector test")
            .exportDelay(Duration.ofMinutes(1))
            .build();
    SpanExporter exporter = OtlpHttpExporter.builder(endpoint).gzip(gzip).build();
    return Skein.builder().options(options).exporter(new Copying(exporter)).build();
  }

  /** One span with every field there is, its parent elsewhere, and many plain ones. */
  private static int record(Skein skein) {
    SpanContext parent =
        SpanContext.remote(
            0x80f198ee56343ba8L,
            0x64fe8b2a57d3eff7L,
            0xe457b5a2e4d86bd1L,
            (byte) 3,
            TraceState.parse(List.of("vendor=1,other=2")));
    Span full = skein.tracer().startSpan("GET /items/{id}", SpanKind.SERVER, parent);
    full.setAttribute("text", "ä \"quoted\" \\ \n\uD83D\uDE00");
    full.setAttribute("empty", "");
    full.setAttribute("yes", true).setAttribute("no", false);
    full.setAttribute("zero", 0).setAttribute("least", Long.MIN_VALUE);
    full.setAttribute("half", 0.5);
    full.addLink(parent);
    full.addEvent("cache miss");
    full.recordException(new IllegalStateException("no item"));
    full.setStatus(StatusCode.ERROR, "no such item");
    full.end();
    int others = 300;
    for (int i = 0; i < others; i++) {
      SpanKind kind = SpanKind.values()[i % SpanKind.values().length];
      Span span = skein.tracer().startSpan("span " + i, kind, Context.root());
      span.setAttribute("number", i);
      span.end();
    }
    return others + 1;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void collector_understandsWhatWasSent_plainAndCompressed(boolean gzip) throws Exception {
    try (Skein skein = skein(collector.endpoint(), gzip)) {
      int spans = record(skein);

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(spans, 0, 0, 0, 0));
    }

    assertThat(sink.requests()).isEqualTo(parsed(sent)).isNotEmpty();
    assertThat(sink.requests().toString()).contains("no such item", "vendor=1,other=2");
  }

  private static List<ExportTraceServiceRequest> parsed(List<byte[]> requests) throws IOException {
    List<ExportTraceServiceRequest> parsed = new CopyOnWriteArrayList<>();
    for (byte[] request : requests) {
      parsed.add(withStatus(ExportTraceServiceRequest.parseFrom(request)));
    }
    return parsed;
  }

  /** The Collector writes an empty status where none was set, which means the same. */
  private static ExportTraceServiceRequest withStatus(ExportTraceServiceRequest request) {
    ExportTraceServiceRequest.Builder builder = request.toBuilder();
    builder.getResourceSpansBuilderList().stream()
        .flatMap(resource -> resource.getScopeSpansBuilderList().stream())
        .flatMap(scope -> scope.getSpansBuilderList().stream())
        .forEach(span -> span.setStatus(span.getStatus()));
    return builder.build();
  }

  /** The Collector reads its own JSON as it reads our bytes: it means the same to others. */
  @Test
  void json_thatTheCollectorMadeOfIt_isTakenBack() throws Exception {
    try (Skein skein = skein(collector.endpoint(), false)) {
      record(skein);
      skein.flush(LONG);
    }
    String json = sink.bodies().get(0);

    HttpResponse<String> answer = post("application/json", json.getBytes("UTF-8"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(sink.bodies()).hasSize(2);
    assertThat(sink.requests().get(1)).isEqualTo(sink.requests().get(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytes_thatAreTorn_areRefusedAndCounted(boolean gzip) throws Exception {
    try (TornWire wire = TornWire.to(collector.endpoint());
        Skein skein = skein(wire.endpoint(), gzip)) {
      int spans = record(skein);

      assertThat(skein.flush(LONG)).isEqualTo(new FlushResult(0, 0, spans, 0, 0));

      assertThat(skein.health().lastError()).contains("HTTP 400");
      assertThat(skein.health().dropped()).isEqualTo(Map.of("export_failed", (long) spans));
    }
    assertThat(sink.bodies()).isEmpty();
  }

  @Test
  void bytes_thatAreNotOtlp_areRefused() throws Exception {
    byte[] bytes = new byte[100];
    Arrays.fill(bytes, (byte) 0xFF);

    assertThat(post("application/x-protobuf", bytes).statusCode()).isEqualTo(400);
    assertThat(post("application/json", "{\"resourceSpans\": [".getBytes("UTF-8")).statusCode())
        .isEqualTo(400);
    assertThat(sink.bodies()).isEmpty();
  }

  private HttpResponse<String> post(String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(collector.endpoint())
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
