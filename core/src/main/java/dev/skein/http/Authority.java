package dev.skein.http;

import org.jspecify.annotations.Nullable;

/**
 * The host and port of {@code host:port}, as found in a {@code Host} header or a URL.
 *
 * @param host without brackets
 * @param port {@link #NO_PORT} when none was given, {@link #BAD_PORT} when it is no port
 */
record Authority(String host, int port) {
  static final int NO_PORT = -1;
  static final int BAD_PORT = 0;

  private static final int MAX_HOST_LENGTH = 255;
  private static final int MAX_PORT = 65_535;

  /** Reads a whole text; null when it has no usable host. */
  static @Nullable Authority parse(@Nullable String text) {
    return text == null ? null : parse(text, 0, text.length());
  }

  /** Reads a part of a text, in which a user and password are skipped. */
  static @Nullable Authority parse(String text, int from, int to) {
    int start = Urls.skipBlanks(text, from, to);
    int end = Urls.skipBlanksBackwards(text, start, to);
    int at = text.lastIndexOf('@', end - 1);
    if (at >= start) {
      start = at + 1;
    }
    if (start >= end) {
      return null;
    }
    boolean literal = text.charAt(start) == '[';
    int hostStart = literal ? start + 1 : start;
    int hostEnd = Urls.indexOf(text, literal ? ']' : ':', hostStart, end);
    int rest = literal ? hostEnd + 1 : hostEnd;
    if ((literal && hostEnd == end)
        || (rest < end && text.charAt(rest) != ':')
        || !isHost(text, hostStart, hostEnd, literal)) {
      return null;
    }
    return new Authority(text.substring(hostStart, hostEnd), port(text, rest + 1, end));
  }

  /** The host an adapter names, without brackets; null when it is none. */
  static @Nullable String host(@Nullable String host) {
    if (host == null) {
      return null;
    }
    int last = host.length() - 1;
    boolean brackets = last > 0 && host.charAt(0) == '[' && host.charAt(last) == ']';
    int start = brackets ? 1 : 0;
    int end = brackets ? last : host.length();
    return isHost(host, start, end, true) ? host.substring(start, end) : null;
  }

  /** The port that requests go to when the URL names none; zero for other schemes. */
  static int defaultPort(@Nullable String scheme) {
    if (scheme == null) {
      return 0;
    }
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      default -> 0;
    };
  }

  /** This authority's port, the scheme's when it has none; zero when it is not known. */
  int portOr(@Nullable String scheme) {
    return port == NO_PORT ? defaultPort(scheme) : port;
  }

  private static int port(String text, int from, int to) {
    if (from >= to) {
      return NO_PORT;
    }
    int port = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || port > MAX_PORT) {
        return BAD_PORT;
      }
      port = port * 10 + (c - '0');
    }
    return port > MAX_PORT ? BAD_PORT : port;
  }

  /** Whether a text can be a host name or address; a garbled one is better left out. */
  static boolean isHost(String text, int from, int to, boolean colons) {
    if (from >= to || to - from > MAX_HOST_LENGTH) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean allowed =
          Character.isLetterOrDigit(c)
              || c == '.'
              || c == '-'
              || c == '_'
              || c == '~'
              || c == '%'
              || (colons && c == ':');
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
