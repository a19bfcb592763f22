package dev.skein.it.contract.conformance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request or response of HTTP/1.1 as it came from the socket: no header has been renamed, joined
 * or put in order. Immutable.
 *
 * @param start the first line
 */
record HttpMessage(String start, List<HeaderLine> headers, String body) {
  HttpMessage {
    headers = List.copyOf(headers);
  }

  /** The next message of a connection; null when it has been closed instead. */
  static @Nullable HttpMessage read(InputStream in) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    List<HeaderLine> headers = new ArrayList<>();
    for (String line = lineOf(in); !line.isEmpty(); line = lineOf(in)) {
      headers.add(HeaderLine.parse(line));
    }
    return new HttpMessage(start, headers, body(in, headers));
  }

  /** The second word of the first line: a request's target, a response's status. */
  String target() {
    int space = start.indexOf(' ');
    int end = start.indexOf(' ', space + 1);
    return start.substring(space + 1, end < 0 ? start.length() : end);
  }

  private static String body(InputStream in, List<HeaderLine> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (HeaderLine.values(headers, "transfer-encoding").contains("chunked")) {
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        body.writeBytes(in.readNBytes(size));
        lineOf(in);
      }
      lineOf(in);
    } else {
      for (String length : HeaderLine.values(headers, "content-length")) {
        body.writeBytes(in.readNBytes(Integer.parseInt(length)));
      }
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(lineOf(in).strip(), 16);
  }

  private static String lineOf(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new EOFException("the message is not complete");
    }
    return line;
  }

  /** Up to the line's end, which is left out; null at the stream's end. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
