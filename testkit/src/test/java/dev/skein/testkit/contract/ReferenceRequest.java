package dev.skein.testkit.contract;

import dev.skein.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The head of a request, as it was sent, each byte a char. */
record ReferenceRequest(
    @Nullable String method,
    @Nullable String target,
    @Nullable String protocolVersion,
    List<Map.Entry<String, String>> lines,
    int peerPort)
    implements HttpServerRequest {

  /** A request of which nothing could be read. */
  static ReferenceRequest unreadable(int peerPort) {
    return new ReferenceRequest(null, null, null, List.of(), peerPort);
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> line : lines) {
      if (line.getKey().toLowerCase(Locale.ROOT).equals(lowerCaseName)) {
        values.add(line.getValue());
      }
    }
    return values;
  }

  @Override
  public String peerAddress() {
    return "127.0.0.1";
  }

  /** The path, of whatever form the target is. */
  String path() {
    String text = target == null ? "" : target;
    int scheme = text.indexOf("://");
    int start = scheme < 0 ? 0 : Math.max(text.indexOf('/', scheme + 3), 0);
    int query = text.indexOf('?');
    return query < 0 ? text.substring(start) : text.substring(start, query);
  }

  @Nullable String first(String lowerCaseName) {
    List<String> values = headers(lowerCaseName);
    return values.isEmpty() ? null : values.get(0);
  }

  /** Whether the connection ends with this request. */
  boolean isLast() {
    return "close".equals(first("connection")) || !"HTTP/1.1".equals(protocolVersion);
  }

  /** Whether a server may refuse it before it looks for a route. */
  boolean isBad() {
    String host = first("host");
    boolean badHost = host == null ? "HTTP/1.1".equals(protocolVersion) : host.endsWith(":x");
    return badHost || path().contains("%zz");
  }
}
