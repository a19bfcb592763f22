package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies as bytes, read whole and byte by byte. */
class ReplyReaderTest {
  private static final int MAX_BODY = 100;
  private static final long MOST = TimeUnit.SECONDS.toNanos(20);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @Test
  void reply_isReadWithItsHeaders() throws IOException {
    ReplyReader reader =
        reader(
            "HTTP/1.1 503 Service Unavailable\r\n"
                + "content-TYPE:  Application/X-Protobuf ; charset=x\r\n"
                + "Retry-After: 7\r\n"
                + "Content-Encoding: identity\r\n"
                + "X-Other: a:b\r\n"
                + "Content-Length: 3\r\n\r\nabc");
    HttpReply reply = reader.read(MAX_BODY);
    assertThat(reply.status).isEqualTo(503);
    assertThat(reply.contentType).isEqualTo("application/x-protobuf");
    assertThat(reply.retryAfter).isEqualTo("7");
    assertThat(reply.encoded).isFalse();
    assertThat(reply.complete).isTrue();
    assertThat(text(reply)).isEqualTo("abc");
    assertThat(reader.keepNanos(MOST)).isEqualTo(MOST);
  }

  @Test
  void repliesOfOneConnection_areReadOneAfterTheOther() throws IOException {
    ReplyReader reader =
        new ReplyReader(
            new Trickle(
                OK
                    + "Retry-After: 1\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n"
                    + "Content-Length: 1\r\n\r\na"
                    + OK
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + "HTTP/1.1 204\r\n\r\n"));
    assertThat(text(reader.read(MAX_BODY))).isEqualTo("a");
    HttpReply second = reader.read(MAX_BODY);
    assertThat(text(second)).isEmpty();
    assertThat(second.encoded).isFalse();
    assertThat(second.retryAfter).isEmpty();
    assertThat(second.contentType).isEmpty();
    assertThat(reader.read(MAX_BODY).status).isEqualTo(204);
    assertThat(reader.keepNanos(MOST)).isEqualTo(MOST);
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> reader.read(MAX_BODY))
        .withMessageContaining("without a reply");
    assertThat(reader.started()).isFalse();
  }

  @Test
  void chunks_areJoined_andTrailersSkipped() throws IOException {
    ReplyReader reader =
        reader(
            OK
                + "Transfer-Encoding: Chunked\r\n\r\n"
                + "3;name=\"value\"\r\nabc\r\n"
                + "00A ; x\r\n0123456789\r\n"
                + "0\r\nExpires: never\r\nX: y\r\n\r\n");
    assertThat(text(reader.read(MAX_BODY))).isEqualTo("abc0123456789");
    assertThat(reader.keepNanos(MOST)).isEqualTo(MOST);
  }

  @Test
  void codingBeforeTheChunks_isTold() throws IOException {
    HttpReply reply =
        reader(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n").read(MAX_BODY);
    assertThat(reply.encoded).isTrue();
    assertThat(text(reply)).isEqualTo("x");
  }

  @Test
  void bodyWithoutALength_endsWithTheConnection() throws IOException {
    for (String headers : new String[] {"", "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n"}) {
      ReplyReader reader = reader(OK + headers + "\r\nabc");
      HttpReply reply = reader.read(MAX_BODY);
      assertThat(text(reply)).isEqualTo("abc");
      assertThat(reply.complete).isTrue();
      assertThat(reader.keepNanos(MOST)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void statusWithoutABody_hasNone(int status) throws IOException {
    ReplyReader reader = reader("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n");
    HttpReply reply = reader.read(MAX_BODY);
    assertThat(reply.status).isEqualTo(status);
    assertThat(reply.body).isEmpty();
    assertThat(reader.keepNanos(MOST)).isEqualTo(MOST);
  }

  @Test
  void interimReplies_areSkippedWithTheirHeaders() throws IOException {
    HttpReply reply =
        reader(
                "HTTP/1.1 100 Continue\r\nRetry-After: 9\r\nContent-Length: 4\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                    + OK
                    + "Content-Length: 2\r\n\r\nok")
            .read(MAX_BODY);
    assertThat(reply.status).isEqualTo(200);
    assertThat(reply.retryAfter).isEmpty();
    assertThat(text(reply)).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, Connection: close, 0",
    "HTTP/1.1, 'Connection: x, Close', 0",
    "HTTP/1.1, 'Connection: keep-alive, close', 0",
    "HTTP/1.1, X: y, 20",
    "HTTP/1.1, Connection: Keep-Alive, 20",
    "HTTP/1.1, 'Keep-Alive: timeout=5, max=100', 4",
    "HTTP/1.1, 'Keep-Alive: max=100, Timeout=9', 8",
    "HTTP/1.1, Keep-Alive: timeout=1, 0",
    "HTTP/1.1, Keep-Alive: timeout=0, 0",
    "HTTP/1.1, Keep-Alive: timeout=99999999999999999999, 20",
    "HTTP/1.1, Keep-Alive: yes, 20",
    "HTTP/1.0, X: y, 0",
    "HTTP/1.0, Connection: keep-alive, 20",
    "HTTP/1.1, Transfer-Encoding: chunked, 0",
  })
  void connection_isKeptAsLongAsTheReplySays(String version, String header, long seconds)
      throws IOException {
    ReplyReader reader =
        reader(version + " 200 OK\r\nContent-Length: 5\r\n" + header + "\r\n\r\n0\r\n\r\n");
    assertThat(reader.read(MAX_BODY).complete).isTrue();
    assertThat(reader.keepNanos(MOST)).isEqualTo(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void bytesBehindTheReply_keepTheConnectionFromBeingUsedAgain() throws IOException {
    ReplyReader reader = reader(OK + "Content-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n\r\n");
    assertThat(reader.read(MAX_BODY).complete).isTrue();
    assertThat(reader.keepNanos(MOST)).isZero();
  }

  @Test
  void body_isReadUpToTheLimitAndNoFurther() throws IOException {
    String exact = "x".repeat(MAX_BODY);
    for (String framing :
        new String[] {
          "Content-Length: %d\r\n\r\n%s",
          "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n",
          "\r\n%2$s"
        }) {
      HttpReply whole = reader(OK + framing.formatted(MAX_BODY, exact)).read(MAX_BODY);
      assertThat(whole.complete).isTrue();
      assertThat(text(whole)).isEqualTo(exact);

      ReplyReader reader = reader(OK + framing.formatted(MAX_BODY + 1, exact + "y"));
      HttpReply cut = reader.read(MAX_BODY);
      assertThat(cut.complete).isFalse();
      assertThat(text(cut)).isEqualTo(exact);
      assertThat(reader.keepNanos(MOST)).isZero();
    }
  }

  @Test
  void foldedHeaderAndBareLineFeeds_areUnderstood() throws IOException {
    HttpReply reply =
        reader("HTTP/1.1 200\nContent-Length:\n 2\nContent-Type: text/plain;\r\n\tx=y\n\nok")
            .read(MAX_BODY);
    assertThat(text(reply)).isEqualTo("ok");
    assertThat(reply.contentType).isEqualTo("text/plain");
  }

  @Test
  void sameLengthSaidTwice_isUnderstood() throws IOException {
    String twice = "Content-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok";
    assertThat(text(reader(OK + twice).read(MAX_BODY))).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 -12 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551617\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000001\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      })
  void whatIsNoHttp_isAFailure(String bytes) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> reader(bytes).read(MAX_BODY))
        .withMessage("the reply is no HTTP/1.1");
  }

  @Test
  void replyThatBreaksOff_isAFailureWhereverItDoes() {
    String whole = OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n";
    for (int length = 1; length < whole.length(); length++) {
      ReplyReader reader = reader(whole.substring(0, length));
      assertThatExceptionOfType(EOFException.class)
          .as("%s bytes", length)
          .isThrownBy(() -> reader.read(MAX_BODY))
          .withMessage("the reply broke off");
      assertThat(reader.started()).isTrue();
    }
  }

  @Test
  void headOrTrailersWithoutEnd_areGivenUp() {
    String line = "X-Filler: " + "x".repeat(4_000) + "\r\n";
    String manyLines = "X: y\r\n".repeat(1_001);
    String interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(3_000);
    String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
    for (String endless :
        new String[] {
          "HTTP/1.1 200 " + "x".repeat(70_000),
          OK + line.repeat(20),
          OK + manyLines,
          interim,
          chunked + "1;" + "x".repeat(70_000),
          chunked + "0\r\n" + line.repeat(20),
          chunked + "0\r\n" + manyLines
        }) {
      assertThatIOException()
          .isThrownBy(() -> reader(endless).read(MAX_BODY))
          .withMessageStartingWith("the head of the reply");
    }
  }

  @Test
  void head_ofAnAnswerToConnect_leavesTheRestAlone() throws IOException {
    InputStream in =
        new ByteArrayInputStream(
            "HTTP/1.1 200 Connection established\r\nContent-Length: 9\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(new ReplyReader(in).readHead()).isEqualTo(200);
  }

  private static ReplyReader reader(String bytes) {
    return new ReplyReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String text(HttpReply reply) {
    return new String(reply.body, StandardCharsets.ISO_8859_1);
  }

  /** Gives out one byte at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    Trickle(String bytes) {
      super(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(1, length));
    }
  }
}
