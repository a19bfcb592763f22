package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An answer of many pieces, more than may be on their way at a time. */
class LargeAnswerTest {
  private static final int SPANS = 40_000;
  private static final int MORE_THAN_IN_FLIGHT = 10 * 1024 * 1024;

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    TestSpans spans = TestSpans.of("shop").root(1, "all of it");
    IntStream.rangeClosed(2, SPANS)
        .forEach(number -> spans.span(1, number, 1, "span " + number, span -> {}));
    server.add(spans);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void largeTrace_arrivesWhole() {
    HttpResponse<String> response = server.get("/api/traces/" + TestSpans.traceId(1));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSizeGreaterThan(MORE_THAN_IN_FLIGHT);
    assertThat(JsonTree.objects(JsonTree.object(response.body()), "spans"))
        .hasSize(SPANS)
        .extracting(span -> span.get("index"))
        .isEqualTo(IntStream.range(0, SPANS).mapToObj(Long::valueOf).toList());
  }
}
