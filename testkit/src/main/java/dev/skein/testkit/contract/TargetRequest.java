package dev.skein.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a target server received it. Immutable.
 *
 * @param connection which of the target's connections it came on, from zero
 * @param method as it stood in the request line
 * @param headers every line, with its name as it was written
 */
record TargetRequest(
    int connection, String method, String path, List<Map.Entry<String, String>> headers) {
  /** Of the request line and of each header line. */
  private static final int MAX_LINE = 64 * 1024;

  TargetRequest {
    headers = List.copyOf(headers);
  }

  /** Reads a request of HTTP/1.1 with its body; null when the client has left instead. */
  static @Nullable TargetRequest read(InputStream in, int connection) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    String[] parts = line.split(" ", 3);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    TargetRequest request = new TargetRequest(connection, parts[0], parts[1], headers);
    request.skipBody(in);
    return request;
  }

  /** The values of a header, one per line, in their order. */
  List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  boolean hasToken(String header, String token) {
    return values(header).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .anyMatch(value -> value.strip().equalsIgnoreCase(token));
  }

  private void skipBody(InputStream in) throws IOException {
    if (hasToken("Transfer-Encoding", "chunked")) {
      long size;
      do {
        String length = line(in);
        size = Long.parseLong(length == null ? "0" : length.strip(), 16);
        in.skipNBytes(size);
        line(in);
      } while (size > 0);
    } else {
      for (String length : values("Content-Length")) {
        in.skipNBytes(Long.parseLong(length));
      }
    }
  }

  /** A line without its end; null when the stream ends before it. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      } else if (line.size() == MAX_LINE) {
        throw new EOFException("a line of more than " + MAX_LINE + " bytes");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
