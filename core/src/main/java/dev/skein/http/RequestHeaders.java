package dev.skein.http;

import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;
import dev.skein.propagation.Getter;
import java.util.Collection;
import java.util.List;

/**
 * Reads the headers of a received request, and survives whatever it answers. What proxies say about
 * the request they received: the first that says something is the one closest to the client.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, Forwarded HTTP Extension</a>
 */
final class RequestHeaders implements Getter<HttpServerRequest> {
  /** The headers of a request, for a propagator. */
  static final RequestHeaders HEADERS = new RequestHeaders();

  /** What proxies are to say by RFC 7239. */
  static final String FORWARDED = "forwarded";

  // more than honest proxies need; the rest is not read
  static final int MAX_LENGTH = 4096;
  static final int MAX_LINES = 32;

  private RequestHeaders() {}

  @Override
  @SuppressWarnings("NullAway") // an adapter without null checks may well answer null
  public List<String> getAll(HttpServerRequest request, String name) {
    List<String> lines = null;
    try {
      lines = request.headers(name);
    } catch (Throwable e) {
      HttpSpan.report("HttpServerRequest.headers", e);
    }
    return lines == null ? List.of() : lines;
  }

  @Override
  public @Nullable String getOne(HttpServerRequest request, String name) {
    try {
      return request.header(name);
    } catch (Throwable e) {
      HttpSpan.report("HttpServerRequest.header", e);
      return null;
    }
  }

  @Override
  public Collection<String> names(HttpServerRequest request) {
    return request.headerNames();
  }

  /** The first line of a header; null when there is none. */
  static @Nullable String first(HttpServerRequest request, String lowerCaseName) {
    String line = HEADERS.getOne(request, lowerCaseName);
    if (!SEVERAL.equals(line)) {
      return line;
    }
    try {
      return HEADERS.getAll(request, lowerCaseName).get(0);
    } catch (Throwable e) {
      HttpSpan.report("The list of HttpServerRequest.headers", e);
      return null;
    }
  }

  /**
   * The first value of a parameter of {@code Forwarded}; null when there is none.
   *
   * @param forwarded the only line of the header, {@link #SEVERAL}, or null when there is none
   */
  static @Nullable String parameter(
      HttpServerRequest request, @Nullable String forwarded, String name) {
    if (!SEVERAL.equals(forwarded)) {
      return parameter(forwarded, name);
    }
    List<String> lines = HEADERS.getAll(request, FORWARDED);
    try {
      int rest = MAX_LENGTH;
      for (int i = 0; i < lines.size() && i < MAX_LINES && rest > 0; i++) {
        String line = lines.get(i);
        String value = parameter(line, name);
        if (value != null) {
          return value;
        }
        rest -= line == null ? 0 : line.length();
      }
    } catch (Throwable e) {
      HttpSpan.report("The list of HttpServerRequest.headers", e);
    }
    return null;
  }

  /** The first value of a parameter in one line; null when there is none. */
  static @Nullable String parameter(@Nullable String line, String name) {
    if (line == null) {
      return null;
    }
    int end = Math.min(line.length(), MAX_LENGTH);
    int i = 0;
    while (i < end) {
      int nameStart = HeaderText.skipBlanks(line, i, end);
      int equals = nameStart;
      while (equals < end && !isSeparator(line.charAt(equals)) && line.charAt(equals) != '=') {
        equals++;
      }
      if (equals == end || line.charAt(equals) != '=') {
        i = equals + 1;
        continue;
      }
      int valueEnd = valueEnd(line, equals + 1, end);
      boolean wanted =
          equals - nameStart == name.length()
              && line.regionMatches(true, nameStart, name, 0, name.length());
      if (wanted && valueEnd > equals + 1) {
        return value(line, equals + 1, valueEnd);
      }
      i = valueEnd + 1;
    }
    return null;
  }

  static boolean isSeparator(char c) {
    return c == ';' || c == ',';
  }

  /** Where the value of a parameter of {@code Forwarded} ends. */
  static int valueEnd(String line, int from, int end) {
    boolean quoted = from < end && line.charAt(from) == '"';
    int i = quoted ? from + 1 : from;
    while (i < end) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (quoted && c == '"') {
        quoted = false;
      } else if (!quoted && isSeparator(c)) {
        return i;
      }
      i++;
    }
    return end;
  }

  /** The value without quotes and backslashes; null when a quote is not closed. */
  private static @Nullable String value(String line, int from, int to) {
    int end = HeaderText.skipBlanksBackwards(line, from, to);
    if (line.charAt(from) != '"') {
      return line.substring(from, end);
    }
    StringBuilder value = new StringBuilder(end - from);
    for (int i = from + 1; i < end; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && i + 1 < end) {
        c = line.charAt(++i);
      }
      value.append(c);
    }
    return null;
  }

  /** The first element of a list header; null when there is none. */
  static @Nullable String first(@Nullable String line) {
    if (line == null) {
      return null;
    }
    int comma = HeaderText.indexOf(line, ',', 0, Math.min(line.length(), MAX_LENGTH));
    int start = HeaderText.skipBlanks(line, 0, comma);
    int end = HeaderText.skipBlanksBackwards(line, start, comma);
    return start == end ? null : line.substring(start, end);
  }

  /** The address in {@code address}, {@code address:port} or {@code [address]:port}. */
  static @Nullable String address(@Nullable String node) {
    if (node == null || node.isEmpty() || node.equalsIgnoreCase("unknown")) {
      return null;
    }
    int colon = node.indexOf(':');
    boolean bareIpv6 = colon >= 0 && node.charAt(0) != '[' && node.indexOf(':', colon + 1) >= 0;
    if (bareIpv6) {
      return Authority.host(node);
    }
    Authority authority = Authority.parse(node, 0, node.length());
    return authority == null ? null : authority.host();
  }
}
