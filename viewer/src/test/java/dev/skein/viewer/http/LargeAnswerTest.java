package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An answer of many pieces, more than may be on their way at a time. */
class LargeAnswerTest {
  private static final int SPANS = 100_000;
  private static final int SPANS_OF_A_REQUEST = 10_000;
  private static final int MORE_THAN_IN_FLIGHT = 10 * 1024 * 1024;

  private static final String PATH = "/api/traces/" + TestSpans.traceId(1);

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    server.add(TestSpans.of("shop").root(1, "all of it"));
    for (int first = 2; first <= SPANS; first += SPANS_OF_A_REQUEST) {
      TestSpans spans = TestSpans.of("shop");
      IntStream.range(first, Math.min(first + SPANS_OF_A_REQUEST, SPANS + 1))
          .forEach(number -> spans.span(1, number, 1, "span " + number, span -> {}));
      server.add(spans);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void largeTrace_arrivesWhole() throws Exception {
    HttpResponse<InputStream> response =
        TestServer.client()
            .send(HttpRequest.newBuilder(server.uri(PATH)).build(), BodyHandlers.ofInputStream());

    assertThat(response.statusCode()).isEqualTo(200);
    int next = 0;
    try (JsonParser parser = new JsonFactory().createParser(response.body())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("index")) {
          assertThat(parser.nextIntValue(-1)).isEqualTo(next);
          next++;
        }
      }
      assertThat(parser.currentLocation().getByteOffset()).isGreaterThan(MORE_THAN_IN_FLIGHT);
    }
    assertThat(next).isEqualTo(SPANS);
  }

  @Test
  void clientThatReadsSlowly_holdsNobodyUp_andGetsAllOfIt() throws Exception {
    try (RawConnection slow = new RawConnection(server.port(), 4_096)) {
      slow.send("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("\"spans\":[");

      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
      assertThat(slow.readUntil("0\r\n\r\n")).contains("\"hints\":[");
    }
  }

  @Test
  void clientsThatGoAwayInTheMiddle_areForgotten() throws Exception {
    // more than there are workers that write answers
    for (int i = 0; i < 20; i++) {
      try (RawConnection gone = new RawConnection(server.port(), 4_096)) {
        gone.send("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("\"spans\":[");
      }
    }
    assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
  }
}
