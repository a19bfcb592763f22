package dev.skein.viewer.http;

import static dev.skein.viewer.http.JsonTree.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked in the wrong way is refused with the right one. */
class ApiRefusalTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    server.add(TestSpans.of("shop").root(1, "GET /"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces?limit=0, 'limit: expected a number from 1 to 1000, but found \"0\"'",
    "/api/traces?limit=1001, 'limit: expected a number from 1 to 1000, but found \"1001\"'",
    "/api/traces?limit=x, 'limit: expected a number from 1 to 1000, but found \"x\"'",
    "/api/traces?limit=1&limit=2, 'the parameter \"limit\" is there twice'",
    "/api/traces?before=-, 'before: expected the \"next\" of an answer'",
    "/api/traces?status=bad, 'the status is error or ok, but found \"bad\"'",
    "/api/traces?minDuration=5, 'minDuration: expected a duration with its unit, such as 100ms or 1.5s, but found \"5\"'",
    "/api/traces?maxTotal=x, 'maxTotal: expected a duration with its unit, such as 100ms or 1.5s, but found \"x\"'",
    "/api/traces?attribute==x, 'attribute: expected NAME=VALUE or NAME'",
    "/api/traces?service=a&q=service:b, 'q, character 1: \"service\" is there twice, and one span has only one'",
    "/api/traces?q=%22, 'q, character 1: this quote is not closed'",
    "/api/live?q=%22, 'q, character 1: this quote is not closed'",
    "/api/export?q=%22, 'q, character 1: this quote is not closed'",
    "/api/traces/abc, 'expected a trace id of 32 or 16 hexadecimal digits, not zero; but found \"abc\"'",
    "/api/compare?left=1&right=2, 'expected a trace id of 32 or 16 hexadecimal digits, not zero; but found \"1\"'",
    "/api/compare, 'the parameter \"left\" has to be a trace id'",
    "/api/services?x=1, 'unknown parameter \"x\"; known here: []'",
    "/api/dependencies?x=1, 'unknown parameter \"x\"; known here: [from, to]'"
  })
  void whatCannotBeUnderstood_isRefusedWithTheReason(String path, String reason) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(object(response.body())).isEqualTo(Map.of("error", reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/traces?from=soon",
        "/api/operations?to=soon",
        "/api/dependencies?from=soon",
        "/api/live?from=soon"
      })
  void times_areCheckedEverywhere(String path) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat((String) object(response.body()).get("error")).contains(": expected a time: ");
  }

  @Test
  void unknownTrace_isNotFound() {
    String unknown = TestSpans.traceId(99);
    String known = TestSpans.traceId(1);
    for (String path :
        List.of(
            "/api/traces/" + unknown,
            "/api/traces/" + unknown + "/otlp",
            "/api/compare?left=" + unknown + "&right=" + known,
            "/api/compare?left=" + known + "&right=" + unknown)) {
      HttpResponse<String> response = server.get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat((String) object(response.body()).get("error")).contains(unknown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces, 'DELETE, GET, HEAD, OPTIONS'",
    "/api/traces/1, 'GET, HEAD, OPTIONS'",
    "/api/live, 'GET, HEAD, OPTIONS'",
    "/api/import, 'OPTIONS, POST'",
    "/v1/traces, 'OPTIONS, POST'",
    "/api/v2/spans, 'OPTIONS, POST'",
    "/, 'GET, HEAD, OPTIONS'",
    "/page/app.js, 'GET, HEAD, OPTIONS'",
    "/health, 'GET, HEAD, OPTIONS'"
  })
  void otherMethods_areRefusedWithThoseThatThereAre(String path, String allowed) {
    HttpResponse<String> refused = server.method("PUT", path);
    HttpResponse<String> options = server.method("OPTIONS", path);

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue(allowed);
    assertThat(object(refused.body())).containsEntry("error", "expected one of: " + allowed);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue(allowed);
    assertThat(options.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/traces",
        "/api/stats",
        "/api/services",
        "/api/live",
        "/health",
        "/api/export"
      })
  void head_isAnsweredWithoutABody(String path) {
    HttpResponse<String> head = server.method("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Type")).isPresent();
  }

  @Test
  void headOfWhatIsNotThere_isNotFound() {
    assertThat(server.method("HEAD", "/api/traces/" + TestSpans.traceId(99)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void health_isUp() {
    HttpResponse<String> response = server.get("/health");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(object(response.body())).isEqualTo(Map.of("status", "UP"));
  }
}
