package dev.skein.testkit.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the responses on one connection, one after the other, and keeps the bytes as they came. */
final class HttpResponseReader {
  private static final int PART = 64 << 10;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final InputStream in;
  private ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();

  HttpResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in, PART);
  }

  /**
   * One response.
   *
   * @param status zero when there was none
   * @param raw the whole of it as received, each byte a char, without informational ones before it
   * @param body without the framing of chunks
   */
  record Response(int status, String raw, String body) {
    static final Response NONE = new Response(0, "", "");
  }

  /** Reads the next final response as far as the connection brings it. */
  Response next(String method) throws IOException {
    String head = head();
    int status = status(head);
    while (status >= 100 && status < 200) {
      head = head();
      status = status(head);
    }
    body = new ByteArrayOutputStream();
    if (!head.endsWith(END_OF_HEAD) || method.equals("HEAD") || status == 204 || status == 304) {
      return response(status);
    }
    String length = header(head, "content-length");
    String coding = header(head, "transfer-encoding");
    if (coding != null && coding.equals("chunked")) {
      chunks();
    } else {
      read(length == null ? Long.MAX_VALUE : Long.parseLong(length), body);
    }
    return response(status);
  }

  /** Reads the head of the next response, also of an informational one. */
  Response nextHead() throws IOException {
    int status = status(head());
    body = new ByteArrayOutputStream();
    return response(status);
  }

  /** Reads the head of the next response, and its body until a text has come. */
  Response nextUntil(String text) throws IOException {
    int status = nextHead().status();
    while (!body.toString(StandardCharsets.ISO_8859_1).endsWith(text) && read(1, body) > 0) {
      // one byte after the other: what follows is not read
    }
    return response(status);
  }

  /** Reads bytes of another protocol. */
  byte[] bytes(int count) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    read(count, read);
    return read.toByteArray();
  }

  /** Reads until the server closes. */
  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    read(Long.MAX_VALUE, rest);
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  private Response response(int status) {
    return new Response(
        status,
        raw.toString(StandardCharsets.ISO_8859_1),
        body.toString(StandardCharsets.ISO_8859_1));
  }

  private String head() throws IOException {
    raw = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder();
    while (!endsWith(head, END_OF_HEAD)) {
      String line = line();
      if (line.isEmpty()) {
        break;
      }
      head.append(line);
    }
    return head.toString();
  }

  private static boolean endsWith(StringBuilder text, String end) {
    return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
  }

  /** A line with its end; empty when the connection has ended. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (read(1, line) > 0) {
      if (line.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n")) {
        break;
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private void chunks() throws IOException {
    for (String size = line(); size.endsWith("\r\n"); size = line()) {
      int length = Integer.parseInt(size.strip().split(";", 2)[0].strip(), 16);
      read(length, body);
      line();
      if (length == 0) {
        return;
      }
    }
  }

  private long read(long count, ByteArrayOutputStream to) throws IOException {
    byte[] part = new byte[(int) Math.min(PART, count)];
    long left = count;
    try {
      while (left > 0) {
        int read = in.read(part, 0, (int) Math.min(part.length, left));
        if (read < 0) {
          break;
        }
        raw.write(part, 0, read);
        to.write(part, 0, read);
        left -= read;
      }
    } catch (SocketException e) {
      // a server that has had enough may reset the connection; what came before counts
    }
    return count - left;
  }

  private static int status(String head) {
    return head.startsWith("HTTP/1.") && head.length() > 12
        ? Integer.parseInt(head.substring(9, 12))
        : 0;
  }

  /** A header in lower case. */
  private static @Nullable String header(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }
}
