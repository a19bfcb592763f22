package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skein.export.Collector.Reply;
import dev.skein.export.ExportResult.Outcome;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class OtlpHttpExporterTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String SECRET = "s3cr3t-token-value";

  private final List<OtlpHttpExporter> exporters = new ArrayList<>();
  private Collector collector;

  @BeforeEach
  void start() throws IOException {
    collector = new Collector();
  }

  @AfterEach
  void stop() {
    exporters.forEach(OtlpHttpExporter::close);
    collector.close();
  }

  @Test
  void batch_isPostedAsProtobuf() {
    ExportResult result = export(exporter(collector.uri()));
    assertThat(result).isEqualTo(ExportResult.success());
    Collector.Received request = collector.received().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/traces");
    assertThat(request.spans()).containsExactly(1L, 2L);
    assertThat(request.header("Content-type")).isEqualTo(PROTOBUF);
    assertThat(request.header("Content-encoding")).isEmpty();
    assertThat(request.header("Content-length")).isEqualTo(String.valueOf(request.bytes()));
    assertThat(request.header("Transfer-encoding")).isEmpty();
    assertThat(request.header("Upgrade")).isEmpty();
    assertThat(request.header("User-agent")).matches("skein/\\S+ OTel-OTLP-Exporter-Java/\\S+");
  }

  @Test
  void endpoint_isUsedAsItIs() {
    export(exporter(collector.uri().resolve("/tenant/7?x=1")));
    assertThat(collector.received().get(0).path()).isEqualTo("/tenant/7?x=1");
  }

  @Test
  void gzip_compressesTheBody() {
    OtlpHttpExporter exporter = opened(OtlpHttpExporter.builder(collector.uri()).gzip(true));
    SpanBatch batch = batch(new TestSpan(1, 20_000));
    assertThat(exporter.export(batch).join().outcome()).isEqualTo(Outcome.EXPORTED);
    Collector.Received request = collector.received().get(0);
    assertThat(request.header("Content-encoding")).isEqualTo("gzip");
    assertThat(request.bytes()).isLessThan(1_000);
    assertThat(request.spans()).containsExactly(1L);
  }

  @Test
  void headers_areSent_butTheContentTypeStays() {
    export(
        opened(
            OtlpHttpExporter.builder(collector.uri())
                .headers(
                    Map.of("Authorization", "Bearer " + SECRET, "content-type", "text/plain"))));
    Collector.Received request = collector.received().get(0);
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(request.header("Content-type")).isEqualTo(PROTOBUF);
  }

  @Test
  void connection_isKeptForTheNextRequest() {
    OtlpHttpExporter exporter = exporter(collector.uri());
    for (int i = 0; i < 20; i++) {
      assertThat(export(exporter).outcome()).isEqualTo(Outcome.EXPORTED);
    }
    assertThat(collector.received()).hasSize(20);
    assertThat(collector.received())
        .extracting(Collector.Received::clientPort)
        .containsOnly(collector.received().get(0).clientPort());
  }

  @Test
  void partialSuccess_isReadAndCounted() {
    collector.reply(
        Reply.of(200, PROTOBUF, partialSuccess(3, "bad\nattribute")),
        Reply.of(200, PROTOBUF, partialSuccess(0, "deprecated field")),
        Reply.of(200, PROTOBUF, partialSuccess(-7, "")),
        Reply.of(200, PROTOBUF, ExportTraceServiceResponse.getDefaultInstance().toByteArray()),
        Reply.of(200, PROTOBUF + "; charset=x", partialSuccess(1, "")));
    OtlpHttpExporter exporter = exporter(collector.uri());
    assertThat(export(exporter)).isEqualTo(ExportResult.partial(3, "bad?attribute"));
    assertThat(export(exporter)).isEqualTo(ExportResult.partial(0, "deprecated field"));
    assertThat(export(exporter)).isEqualTo(ExportResult.success());
    assertThat(export(exporter)).isEqualTo(ExportResult.success());
    assertThat(export(exporter)).isEqualTo(ExportResult.partial(1, null));
  }

  @Test
  void successWithABodyNobodyCanRead_isASuccess() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(partialSuccess(1, "not read"));
    }
    collector.reply(
        Reply.of(200, PROTOBUF, new byte[] {0x0A, 0x7F, 1}),
        Reply.of(200, PROTOBUF, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}),
        Reply.of(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
        Reply.of(202),
        Reply.of(200, PROTOBUF, zipped.toByteArray()).with("Content-Encoding", "gzip"));
    OtlpHttpExporter exporter = exporter(collector.uri());
    for (int i = 0; i < 5; i++) {
      assertThat(export(exporter)).isEqualTo(ExportResult.success());
    }
  }

  @Test
  void successWithAWebPage_isNoSuccess() {
    collector.reply(
        Reply.of(200, "text/html; charset=utf-8", "<html>".getBytes(StandardCharsets.UTF_8)),
        Reply.of(200, "", "\r\n <!DOCTYPE html>".getBytes(StandardCharsets.UTF_8)));
    OtlpHttpExporter exporter = exporter(collector.uri());
    for (int i = 0; i < 2; i++) {
      ExportResult result = export(exporter);
      assertThat(result.outcome()).isEqualTo(Outcome.RETRY);
      assertThat(result.message()).isEqualTo("HTTP 200 with a web page: no OTLP endpoint");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void passingRefusals_mayBeRetried(int status) {
    collector.reply(Reply.of(status), Reply.of(status).with("Retry-After", "17"));
    OtlpHttpExporter exporter = exporter(collector.uri());
    assertThat(export(exporter)).isEqualTo(ExportResult.retry("HTTP " + status, null));
    assertThat(export(exporter))
        .isEqualTo(ExportResult.retry("HTTP " + status, Duration.ofSeconds(17)));
  }

  @Test
  void retryAfterAsDate_isComparedWithTheWallClock() {
    collector.reply(Reply.of(503).with("Retry-After", "Sun, 22 Nov 2026 14:00:40 GMT"));
    OtlpHttpExporter exporter =
        opened(OtlpHttpExporter.builder(collector.uri()).wallClock(InstantSource.fixed(NOW)));
    assertThat(export(exporter).retryAfter()).isEqualTo(Duration.ofSeconds(40));
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 404, 408, 405, 415, 418, 422, 500, 501, 505})
  void finalRefusals_areNotRetried(int status) {
    collector.reply(Reply.of(status).with("Retry-After", "1"));
    assertThat(export(exporter(collector.uri()))).isEqualTo(ExportResult.failed("HTTP " + status));
  }

  @Test
  void refusedCredentials_areNotRetried_butThoseForAProxyAre() {
    collector.reply(
        Reply.of(401, "text/plain", "no".getBytes(StandardCharsets.UTF_8)),
        Reply.of(403),
        Reply.of(407));
    OtlpHttpExporter exporter = exporter(collector.uri());
    assertThat(export(exporter))
        .isEqualTo(ExportResult.failed("HTTP 401: no; are the exporter's headers right?"));
    assertThat(export(exporter))
        .isEqualTo(ExportResult.failed("HTTP 403; are the exporter's headers right?"));
    assertThat(export(exporter))
        .isEqualTo(ExportResult.retry("HTTP 407; the proxy wants other credentials", null));
  }

  @Test
  void refusedContentOrSize_asksForHalves() {
    collector.reply(Reply.of(400), Reply.of(413));
    OtlpHttpExporter exporter = exporter(collector.uri());
    assertThat(export(exporter)).isEqualTo(ExportResult.invalid("HTTP 400"));
    assertThat(export(exporter)).isEqualTo(ExportResult.tooLarge("HTTP 413"));
  }

  @Test
  void refusal_thatRepeatsTheQuery_doesNotShowItsValues() {
    URI uri = URI.create(collector.uri() + "?api-key=" + SECRET + "%2Fx&v=1");
    String reply = "no " + SECRET + "%2Fx and no " + SECRET + "/x";
    collector.reply(Reply.of(404, "text/plain", reply.getBytes(StandardCharsets.UTF_8)));

    assertThat(export(opened(OtlpHttpExporter.builder(uri))).message())
        .isEqualTo("HTTP 404: no *** and no ***");
  }

  @Test
  void refusal_saysWhatTheEndpointSaid_withoutSecretsOrControlCharacters() {
    byte[] status = {0x08, 3, 0x12, 9, 'b', 'a', 'd', 0x1B, '[', '2', 'J', '\n', '!'};
    collector.reply(
        Reply.of(400, PROTOBUF, status),
        Reply.of(
            400, "text/plain", ("no " + SECRET + " here\r\nX").getBytes(StandardCharsets.UTF_8)),
        Reply.of(400, "text/plain", "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)),
        Reply.of(400, "text/html", "<p>no</p>".getBytes(StandardCharsets.UTF_8)));
    OtlpHttpExporter exporter =
        opened(
            OtlpHttpExporter.builder(collector.uri())
                .headers(Map.of("authorization", "Bearer " + SECRET)));
    assertThat(export(exporter).message()).isEqualTo("HTTP 400: bad?[2J?!");
    assertThat(export(exporter).message()).isEqualTo("HTTP 400: no *** here??X");
    assertThat(export(exporter).message()).hasSizeLessThan(400).endsWith("x...");
    assertThat(export(exporter).message()).isEqualTo("HTTP 400");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 399})
  void redirect_isNotFollowed(int status) throws IOException {
    try (Collector elsewhere = new Collector()) {
      collector.reply(
          Reply.of(status).with("Location", elsewhere.uri() + "?key=" + SECRET),
          Reply.of(status).with("Location", "::" + SECRET));
      OtlpHttpExporter exporter = exporter(collector.uri());
      String message = "HTTP " + status + ": redirects are not followed; is the endpoint right?";
      assertThat(export(exporter))
          .isEqualTo(ExportResult.failed(message + " It seems to have moved to localhost"));
      assertThat(export(exporter)).isEqualTo(ExportResult.failed(message));
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void nobodyListening_isUnreachable() throws IOException {
    try (UnheardPort port = new UnheardPort()) {
      ExportResult result = export(exporter(port.uri()));
      assertThat(result).isEqualTo(ExportResult.unreachable("connection refused"));
    }
  }

  @Test
  void unknownHost_isUnreachable() {
    ExportResult result = export(exporter(URI.create("http://no-such-host.invalid:4318/x")));
    assertThat(result).isEqualTo(ExportResult.unreachable("unknown host"));
  }

  @Test
  void connectionReset_isUnreachable() throws IOException {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              connection.setSoLinger(true, 0);
              connection.close();
            })) {
      assertThat(export(exporter(server.uri())).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
  }

  @Test
  void closeWithoutAReply_isUnreachable() throws IOException {
    try (RawServer server = new RawServer((connection, out) -> connection.close())) {
      assertThat(export(exporter(server.uri())).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
  }

  @Test
  void replyThatIsNoHttp_isUnreachable() throws IOException {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              out.write(RawServer.ascii("\u0000\u0015\u0003 certainly not HTTP\r\n\r\n\r\n"));
              out.flush();
              connection.close();
            })) {
      assertThat(export(exporter(server.uri())).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
  }

  @Test
  void replyThatBreaksOff_isUnreachable() throws IOException {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              out.write(RawServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
              out.flush();
              connection.close();
            })) {
      assertThat(export(exporter(server.uri())).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
  }

  @Test
  void hangingServer_isGivenUpAfterTheTimeout() throws Exception {
    try (RawServer server = new RawServer((connection, out) -> {})) {
      OtlpHttpExporter exporter =
          opened(OtlpHttpExporter.builder(server.uri()).timeout(Duration.ofMillis(200)));
      do {
        ExportResult result = export(exporter);
        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.message()).contains("200 ms");
      } while (server.connections.isEmpty()); // so slow that its time was over before
      server.clientGone.await();
    }
  }

  @Test
  void bodyThatHangsAfterTheHeaders_isGivenUpAfterTheTimeout() throws Exception {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              out.write(RawServer.ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab"));
              out.flush();
            })) {
      OtlpHttpExporter exporter =
          opened(OtlpHttpExporter.builder(server.uri()).timeout(Duration.ofMillis(300)));
      do {
        assertThat(export(exporter).outcome()).isEqualTo(Outcome.UNREACHABLE);
      } while (server.connections.isEmpty()); // so slow that its time was over before
      server.clientGone.await();
    }
  }

  @Test
  void endlessBody_isReadNoFurtherThanTheLimit() throws Exception {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              out.write(RawServer.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
              byte[] chunk = RawServer.ascii("1000\r\n" + "x".repeat(0x1000) + "\r\n");
              while (true) {
                out.write(chunk);
              }
            })) {
      ExportResult result = export(exporter(server.uri()));
      assertThat(result).isEqualTo(ExportResult.success());
      server.clientGone.await();
    }
  }

  @Test
  void endlessHeaders_areGivenUp() throws Exception {
    try (RawServer server =
        new RawServer(
            (connection, out) -> {
              out.write(RawServer.ascii("HTTP/1.1 200 OK\r\n"));
              byte[] line = RawServer.ascii("X-Filler: " + "x".repeat(4_000) + "\r\n");
              while (true) {
                out.write(line);
              }
            })) {
      assertThat(export(exporter(server.uri())).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
  }

  @Test
  void cancelledAttempt_givesTheConnectionUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server = new RawServer((connection, out) -> asked.countDown())) {
      CompletableFuture<ExportResult> running =
          exporter(server.uri()).export(batch(TestSpan.of(1)));
      asked.await();
      running.cancel(true);
      server.clientGone.await();
    }
  }

  @Test
  void threads_areDaemonsWithoutAContextClassLoader_andEndWithTheExporter() throws Exception {
    OtlpHttpExporter exporter = exporter(collector.uri());
    export(exporter);
    List<Thread> threads = threadsNamed("skein-exporter-http");
    assertThat(threads).isNotEmpty();
    for (Thread thread : threads) {
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getContextClassLoader()).isNull();
    }
    exporter.close();
    for (Thread thread : threads) {
      thread.join();
    }
    exporter.close();
  }

  @Test
  void description_showsTheEndpointWithoutItsQuery() {
    assertThat(exporter(URI.create("HTTP://otel:4318/v1/traces?key=" + SECRET)).description())
        .isEqualTo("http://otel:4318/v1/traces");
    assertThat(exporter(URI.create("https://otel.example")).description())
        .isEqualTo("https://otel.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4318",
        "/v1/traces",
        "ftp://x/y",
        "http:///x",
        "http://u:pw9876@host/x"
      })
  void endpointThatIsNoPlainHttpUrl_isRefused(String endpoint) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> OtlpHttpExporter.builder(URI.create(endpoint)))
        .withMessageNotContaining("pw9876");
  }

  @Test
  void headerThatCannotBeSent_isRefusedWithoutShowingIt() {
    for (String name : List.of("Host", "content-length", "bad name", "")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(
              () -> OtlpHttpExporter.builder(collector.uri()).headers(Map.of(name, SECRET)));
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                OtlpHttpExporter.builder(collector.uri())
                    .headers(Map.of("api-key", SECRET + "\r\nX: y")))
        .withMessage("A header of the exporter has a name or value that cannot be sent")
        .withNoCause();
  }

  @Test
  void timeouts_mayBeUnlimitedButNotNegative() {
    OtlpHttpExporter.Builder builder = OtlpHttpExporter.builder(collector.uri());
    export(opened(builder.timeout(Duration.ZERO).connectTimeout(Duration.ZERO)));
    assertThat(collector.received()).hasSize(1);
    export(opened(builder.timeout(Duration.ofSeconds(Long.MAX_VALUE))));
    assertThat(collector.received()).hasSize(2);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> builder.timeout(Duration.ofSeconds(-1)));
  }

  private static List<Thread> threadsNamed(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }

  private OtlpHttpExporter exporter(URI uri) {
    return opened(OtlpHttpExporter.builder(uri).timeout(LONG).connectTimeout(LONG));
  }

  private OtlpHttpExporter opened(OtlpHttpExporter.Builder builder) {
    OtlpHttpExporter exporter = builder.build();
    exporters.add(exporter);
    return exporter;
  }

  private static ExportResult export(OtlpHttpExporter exporter) {
    return exporter.export(batch(TestSpan.of(1), TestSpan.of(2))).join();
  }

  private static SpanBatch batch(EncodableSpan... spans) {
    return Batches.of(spans);
  }

  private static byte[] partialSuccess(long rejected, String message) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }
}
