package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpIngestTest {
  private static final String JSON_SPAN =
      """
      {"resourceSpans":[{"resource":{"attributes":[
        {"key":"service.name","value":{"stringValue":"json"}}]},
       "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00000000000000%02x","name":"GET /json",
        "kind":2,"startTimeUnixNano":"1795305600000000000",
        "endTimeUnixNano":"1795305600010000000"}]}]}]}""";

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> trace(int trace) {
    HttpResponse<String> found = server.get("/api/traces/" + TestSpans.traceId(trace));
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    return JsonTree.object(found.body());
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater)) {
      deflate.write(bytes);
    }
    deflater.end();
    return out.toByteArray();
  }

  @Test
  void protobuf_isAnsweredWithProtobuf_whenTheSpansCanBeFound() throws Exception {
    byte[] body = TestSpans.of("shop").root(1, "GET /").toBytes();

    HttpResponse<byte[]> response = server.postForBytes("/v1/traces", TestServer.PROTOBUF, body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(TestServer.PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(response.body()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(trace(1)).containsEntry("name", "GET /").containsEntry("service", "shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "Application/JSON"})
  void json_isAnsweredWithJson(String contentType) {
    String body = String.format(JSON_SPAN, TestSpans.traceId(2), 1);

    HttpResponse<String> response = server.post("/v1/traces", contentType, body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).isEqualTo("{}");
    assertThat(trace(2)).containsEntry("name", "GET /json").containsEntry("service", "json");
  }

  @Test
  void compressedBodies_areDecompressed() throws Exception {
    byte[] gzip = gzip(TestSpans.of("zip").root(3, "gzip").toBytes());
    byte[] zlib = deflate(TestSpans.of("zip").root(4, "deflate").toBytes(), false);
    byte[] raw = deflate(TestSpans.of("zip").root(5, "raw").toBytes(), true);

    assertThat(encoded(gzip, "gzip").statusCode()).isEqualTo(200);
    assertThat(encoded(zlib, "deflate").statusCode()).isEqualTo(200);
    assertThat(encoded(raw, "deflate").statusCode()).isEqualTo(200);
    byte[] plain = TestSpans.of("zip").root(6, "identity").toBytes();
    assertThat(encoded(plain, "identity").statusCode()).isEqualTo(200);

    assertThat(trace(3)).containsEntry("name", "gzip");
    assertThat(trace(4)).containsEntry("name", "deflate");
    assertThat(trace(5)).containsEntry("name", "raw");
    assertThat(trace(6)).containsEntry("name", "identity");
  }

  private static HttpResponse<byte[]> encoded(byte[] body, String encoding) {
    return server.postForBytes(
        "/v1/traces", TestServer.PROTOBUF, body, "Content-Encoding", encoding);
  }

  @Test
  void otherEncodings_areRefused() throws Exception {
    HttpResponse<byte[]> response = encoded(new byte[] {1}, "br");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(status(response.body()).message()).contains("gzip, deflate or identity");
  }

  @Test
  void bodyThatIsNotCompressedAsItSays_isRefused() throws Exception {
    for (String encoding : new String[] {"gzip", "deflate"}) {
      HttpResponse<byte[]> response =
          encoded(TestSpans.of("zip").root(7, "plain").toBytes(), encoding);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(status(response.body()).message()).contains("Content-Encoding", encoding);
    }
    assertThat(server.get("/api/traces/" + TestSpans.traceId(7)).statusCode()).isEqualTo(404);
  }

  @Test
  void truncatedGzip_isRefused() throws Exception {
    byte[] gzip = gzip(TestSpans.of("zip").root(8, "cut").toBytes());

    HttpResponse<byte[]> response = encoded(Arrays.copyOf(gzip, gzip.length / 2), "gzip");

    assertThat(response.statusCode()).isEqualTo(400);
  }

  private static ErrorStatus status(byte[] body) throws InvalidProtocolBufferException {
    return ErrorStatus.parse(body);
  }

  @Test
  void malformedProtobuf_isRefusedWithTheReason() throws Exception {
    HttpResponse<byte[]> response =
        server.postForBytes("/v1/traces", TestServer.PROTOBUF, new byte[] {0x0A, 0x7F, 1});

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(TestServer.PROTOBUF);
    assertThat(status(response.body()).code()).isEqualTo(3);
    assertThat(status(response.body()).message()).isNotBlank();
  }

  @Test
  void malformedJson_isRefusedWithTheReason() {
    HttpResponse<String> response =
        server.post("/v1/traces", TestServer.JSON, "{\"resourceSpans\":[{");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    Map<String, Object> status = JsonTree.object(response.body());
    assertThat(status).containsEntry("code", 3L).containsOnlyKeys("code", "message");
    assertThat((String) status.get("message")).isNotBlank();
  }

  @Test
  void spansWithoutIds_areCountedInThePartialSuccess() throws Exception {
    byte[] body =
        TestSpans.of("shop")
            .root(9, "kept")
            .span(9, 2, 1, "lost", span -> span.clearSpanId())
            .toBytes();

    HttpResponse<byte[]> response = server.postForBytes("/v1/traces", TestServer.PROTOBUF, body);

    assertThat(response.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage()).isNotBlank();
    assertThat(trace(9)).containsEntry("spanCount", 1L);
  }

  @Test
  void spansWithoutIds_areCountedInThePartialSuccessOfJson() {
    String body = String.format(JSON_SPAN, TestSpans.traceId(10), 0);

    HttpResponse<String> response = server.post("/v1/traces", TestServer.JSON, body);

    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Object> partial =
        JsonTree.object(JsonTree.object(response.body()), "partialSuccess");
    assertThat(partial).containsEntry("rejectedSpans", "1");
    assertThat((String) partial.get("errorMessage")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void otherContentTypes_areRefused(String contentType) {
    HttpResponse<String> response = server.post("/v1/traces", contentType, "{}");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat((String) JsonTree.object(response.body()).get("message"))
        .contains("application/x-protobuf", "application/json");
  }

  @Test
  void emptyRequest_isAccepted() {
    assertThat(server.postForBytes("/v1/traces", TestServer.PROTOBUF, new byte[0]).statusCode())
        .isEqualTo(200);
    assertThat(server.post("/v1/traces", TestServer.JSON, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void chunkedBody_isRead() throws Exception {
    byte[] body = TestSpans.of("shop").root(11, "chunked").toBytes();
    try (RawConnection connection = server.connect()) {
      connection.send(head("Transfer-Encoding: chunked"));
      for (byte b : body) {
        connection.send("1\r\n").send(new byte[] {b}).send("\r\n");
      }
      connection.send("0\r\n\r\n");

      assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }
    assertThat(trace(11)).containsEntry("name", "chunked");
  }

  private static String head(String header) {
    return "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
        + header
        + "\r\n\r\n";
  }

  @Test
  void expectation_isMetBeforeTheBodyIsSent() throws Exception {
    byte[] body = TestSpans.of("shop").root(12, "expected").toBytes();
    try (RawConnection connection = server.connect()) {
      connection.send(head("Expect: 100-continue\r\nContent-Length: " + body.length));
      assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue\r\n");

      connection.send(body);
      assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }
    assertThat(trace(12)).containsEntry("name", "expected");
  }

  @Test
  void pipelinedRequests_areAnsweredInTheirOrder() throws Exception {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      boolean good = i % 2 == 0;
      byte[] body = good ? TestSpans.of("pipe").root(20 + i, "n").toBytes() : new byte[] {7};
      requests.writeBytes(
          head("Content-Length: " + body.length).getBytes(StandardCharsets.ISO_8859_1));
      requests.writeBytes(body);
    }
    requests.writeBytes(
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    try (RawConnection connection = server.connect()) {
      String answers = connection.send(requests.toByteArray()).readAll();

      assertThat(answers.split("HTTP/1.1 ", -1))
          .hasSize(22)
          .satisfies(
              parts -> {
                for (int i = 0; i < 20; i++) {
                  assertThat(parts[i + 1]).startsWith(i % 2 == 0 ? "200 OK" : "400 Bad Request");
                }
              });
      assertThat(answers).endsWith("{\"status\":\"UP\"}");
    }
  }

  @Test
  void countsOfWhatWasReceived_areInTheStats() throws Exception {
    try (TestServer fresh = TestServer.start()) {
      byte[] body =
          TestSpans.of("shop").root(1, "a").span(1, 2, 1, "b", s -> s.clearSpanId()).toBytes();
      fresh.post("/v1/traces", TestServer.PROTOBUF, body);
      fresh.post("/v1/traces", TestServer.PROTOBUF, new byte[] {7});
      fresh.post("/v1/traces", "text/plain", new byte[] {7});

      Map<String, Object> received =
          JsonTree.object(JsonTree.object(fresh.get("/api/stats").body()), "received");
      assertThat(received)
          .containsEntry("requests", 3L)
          .containsEntry("bytes", body.length + 1L)
          .containsEntry("rejectedRequests", 2L)
          .containsEntry("rejectedSpans", 1L);
    }
  }
}
