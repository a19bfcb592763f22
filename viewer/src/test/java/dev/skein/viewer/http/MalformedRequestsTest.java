package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.ingest.MalformedBodies;
import dev.skein.viewer.text.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However wrong a body is, it is refused, and the server goes on. */
class MalformedRequestsTest {
  /** Where an answer says what is wrong with a body. */
  @FunctionalInterface
  private interface Reason {
    String of(byte[] answer) throws IOException;
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  private static int refused(
      TestServer server, String path, String type, List<MalformedBodies.Body> bodies, Reason reason)
      throws IOException {
    for (MalformedBodies.Body body : bodies) {
      HttpResponse<byte[]> answer = server.postForBytes(path, type, body.bytes());
      assertThat(answer.statusCode()).as(body.name()).isEqualTo(400);
      String why = reason.of(answer.body());
      assertThat(why).as(body.name()).isNotBlank().isEqualTo(PrintableText.clean(why));
    }
    return bodies.size();
  }

  @Test
  void thousandMalformedBodies_areRefusedWithAReason_andNothingOfThemIsKept() throws Exception {
    try (TestServer server = TestServer.start()) {
      int sent =
          refused(
              server,
              "/v1/traces",
              TestServer.PROTOBUF,
              MalformedBodies.otlpProtobuf(),
              answer -> ErrorStatus.parse(answer).message());
      sent +=
          refused(
              server,
              "/v1/traces",
              TestServer.JSON,
              MalformedBodies.otlpJson(),
              answer -> (String) JsonTree.object(text(answer)).get("message"));
      sent +=
          refused(
              server,
              "/api/v2/spans",
              TestServer.JSON,
              MalformedBodies.zipkinJson(),
              answer -> text(answer).stripTrailing());

      assertThat(sent).isGreaterThanOrEqualTo(1_000);
      assertThat(server.store().stats().spans()).isZero();
      server.add(TestSpans.of("shop").root(1, "n"));
      assertThat(server.get("/api/traces/" + TestSpans.traceId(1)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manyClientsAtOnce_areAllAnswered() throws Exception {
    try (TestServer server = TestServer.start()) {
      List<MalformedBodies.Body> malformed = MalformedBodies.otlpProtobuf();
      int traces =
          IntStream.range(0, 200)
              .parallel()
              .map(
                  i -> {
                    server.add(TestSpans.of("shop").root(i, "n"));
                    byte[] wrong = malformed.get(i % malformed.size()).bytes();
                    assertThat(server.post("/v1/traces", TestServer.PROTOBUF, wrong).statusCode())
                        .isEqualTo(400);
                    return server.get("/api/traces/" + TestSpans.traceId(i)).statusCode() == 200
                        ? 1
                        : 0;
                  })
              .sum();

      assertThat(traces).isEqualTo(200);
      assertThat(server.store().stats().addedSpans()).isEqualTo(200);
    }
  }

  @Test
  void truncatedRequests_leaveTheServerServing() throws Exception {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    byte[] body = TestSpans.of("shop").root(1, "cut").toBytes();
    request.writeBytes(
        ("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    byte[] whole = request.toByteArray();
    try (TestServer server = TestServer.start()) {
      for (int length = 0; length < whole.length; length++) {
        try (RawConnection connection = server.connect()) {
          connection.send(Arrays.copyOf(whole, length)).halfClose();
          connection.readAll();
        }
      }

      assertThat(server.store().stats().spans()).isZero();
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotHttp_leavesTheServerServing() throws Exception {
    try (TestServer server = TestServer.start()) {
      for (String text :
          List.of(
              "\r\n\r\n",
              "GET\r\n\r\n",
              "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
              "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
              "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
              "GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
              "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
              "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
                  + "Content-Length: 2\r\n\r\nab")) {
        assertThat(answer(server, text)).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
      }
    }
  }

  private static String answer(TestServer server, String text) throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send(text);
      connection.halfClose();
      return connection.readAll();
    } catch (SocketException reset) {
      return "";
    }
  }
}
