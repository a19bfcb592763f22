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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer of many pieces, more than may be on their way at a time. */
class LargeAnswerTest {
  private static final int SPANS = 30_000;
  private static final int SPANS_OF_A_REQUEST = 10_000;

  /** More than a server and the sockets hold. */
  private static final int LARGE = 8 * 1024 * 1024;

  private static final int RECEIVE_BUFFER = 64 * 1024;
  private static final String PATH = "/api/traces/" + TestSpans.traceId(1);
  private static final String REQUEST = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** One for each test: what clients of another left behind may take a moment to be forgotten. */
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A trace of one span, whose answer takes no time to be made. */
  private void addLargeSpan() {
    server.add(
        TestSpans.of("shop")
            .span(1, 1, 0, "large", TestSpans.attribute("large", "x".repeat(LARGE))));
  }

  private void addManySpans() {
    server.add(TestSpans.of("shop").root(1, "all of it"));
    for (int first = 2; first <= SPANS; first += SPANS_OF_A_REQUEST) {
      TestSpans spans = TestSpans.of("shop");
      IntStream.range(first, Math.min(first + SPANS_OF_A_REQUEST, SPANS + 1))
          .forEach(number -> spans.span(1, number, 1, "span " + number, span -> {}));
      server.add(spans);
    }
  }

  /** A client that reads little, and has read how the answer begins. */
  private RawConnection slowClient() throws IOException {
    RawConnection slow = new RawConnection(server.port(), RECEIVE_BUFFER);
    slow.send(REQUEST).readUntil("\"spans\":[");
    return slow;
  }

  @Test
  void largeTrace_arrivesWhole() throws Exception {
    addManySpans();
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
      assertThat(parser.currentLocation().getByteOffset()).isGreaterThan(LARGE);
    }
    assertThat(next).isEqualTo(SPANS);
  }

  @Test
  void clientThatReadsSlowly_holdsNobodyUp_andGetsAllOfIt() throws Exception {
    addLargeSpan();
    try (RawConnection slow = slowClient()) {
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
      assertThat(slow.readUntil("0\r\n\r\n")).contains("\"hints\":[");
    }
  }

  @Test
  void severalClientsThatReadSlowly_holdNobodyUp_andAreNotGivenUp() throws Exception {
    addLargeSpan();
    List<RawConnection> slow = new ArrayList<>();
    try {
      while (slow.size() < 8) {
        slow.add(slowClient());
      }

      assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
      for (RawConnection connection : slow) {
        assertThat(connection.readUntil("0\r\n\r\n")).contains("\"hints\":[");
      }
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void moreClientsThatReadSlowlyThanThereArePlacesFor_holdNobodyUp() throws Exception {
    addLargeSpan();
    List<RawConnection> slow = new ArrayList<>();
    try {
      // each begins to be answered, though there are fewer workers
      while (slow.size() < 20) {
        slow.add(slowClient());
      }

      assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void clientsThatGoAwayInTheMiddle_areForgotten() throws Exception {
    addLargeSpan();
    // more than there are workers that write answers
    for (int i = 0; i < 20; i++) {
      slowClient().close();
    }
    assertThat(server.get("/api/traces").statusCode()).isEqualTo(200);
  }
}
