package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipkinIngestTest {
  private static final String SPANS =
      """
      [{"traceId":"%s","id":"000000000000000a","name":"get /","kind":"SERVER",
        "timestamp":1795305600000000,"duration":10000,
        "localEndpoint":{"serviceName":"frontend"},"tags":{"http.path":"/"}}]""";

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8", ""})
  void spans_areAccepted(String contentType) {
    String id = TestSpans.traceId(contentType.length());

    HttpResponse<String> response =
        server.post("/api/v2/spans", contentType, String.format(SPANS, id));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    Map<String, Object> trace = JsonTree.object(server.get("/api/traces/" + id).body());
    assertThat(trace)
        .containsEntry("name", "get /")
        .containsEntry("service", "frontend")
        .containsEntry("durationNanos", 10_000_000L);
  }

  @Test
  void gzip_isDecompressed() throws Exception {
    String id = TestSpans.traceId(100);
    byte[] body = OtlpIngestTest.gzip(String.format(SPANS, id).getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> response =
        server.post("/api/v2/spans", "application/json", body, "Content-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.get("/api/traces/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void malformedJson_isRefusedWithTheReasonAsText() {
    HttpResponse<String> response = server.post("/api/v2/spans", "application/json", "[{\"id\":");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.body()).isNotBlank();
  }

  @Test
  void otherFormatsOfZipkin_areRefused() {
    for (String type : new String[] {"application/x-protobuf", "application/x-thrift"}) {
      HttpResponse<String> response = server.post("/api/v2/spans", type, "[]");

      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.body()).contains("application/json");
    }
  }
}
