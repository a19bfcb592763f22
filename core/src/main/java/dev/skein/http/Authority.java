package dev.skein.http;

import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;

/**
 * The host and port of {@code host:port}, as found in a {@code Host} header or a URL, and where in
 * a URL they stand: found in one pass and without judging, since what a client sends may be
 * anything. Immutable.
 */
final class Authority {
  private static final int NO_PORT = -1;
  private static final int BAD_PORT = 0;

  private static final int MAX_HOST_LENGTH = 255;
  private static final int MAX_LENGTH = MAX_HOST_LENGTH + ":65535".length();
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SCHEME_LENGTH = 32;

  /** What it was read from, to be recognised; empty when that is not worth keeping. */
  private final String source;

  private final String host;
  private final int port;

  private Authority(String source, String host, int port) {
    this.source = source;
    this.host = host;
    this.port = port;
  }

  /** Reads a part of a text, in which a user and password are skipped; null without usable host. */
  static @Nullable Authority parse(String text, int from, int to) {
    int start = HeaderText.skipBlanks(text, from, to);
    int end = HeaderText.skipBlanksBackwards(text, start, to);
    int at = text.lastIndexOf('@', end - 1);
    boolean secret = at >= start;
    if (secret) {
      start = at + 1;
    }
    if (start >= end) {
      return null;
    }
    boolean literal = text.charAt(start) == '[';
    int hostStart = literal ? start + 1 : start;
    int hostEnd = HeaderText.indexOf(text, literal ? ']' : ':', hostStart, end);
    int rest = literal ? hostEnd + 1 : hostEnd;
    if ((literal && hostEnd == end)
        || (rest < end && text.charAt(rest) != ':')
        || !isHost(text, hostStart, hostEnd, literal)) {
      return null;
    }
    String source = secret || to - from > MAX_LENGTH ? "" : text.substring(from, to);
    return new Authority(source, text.substring(hostStart, hostEnd), port(text, rest + 1, end));
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

  /**
   * The port that requests go to when the URL names none; zero for other schemes.
   *
   * @param text starts with the scheme, in any case
   * @param length how long the scheme is
   */
  static int defaultPort(String text, int length) {
    if (isScheme("http", text, length) || isScheme("ws", text, length)) {
      return 80;
    }
    return isScheme("https", text, length) || isScheme("wss", text, length) ? 443 : 0;
  }

  private static boolean isScheme(String scheme, String text, int length) {
    return scheme.length() == length && text.regionMatches(true, 0, scheme, 0, length);
  }

  /** Without brackets. */
  String host() {
    return host;
  }

  /** This authority's port, else the scheme's; zero when it is not known. */
  int portOr(int defaultPort) {
    return port == NO_PORT ? defaultPort : port;
  }

  /** Whether this was read from the same text. */
  boolean isReadFrom(String text, int from, int to) {
    return source.length() == to - from && text.startsWith(source, from);
  }

  /** Whether it is worth keeping: not huge, and nobody's password. */
  boolean isShort() {
    return !source.isEmpty();
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
  private static boolean isHost(String text, int from, int to, boolean colons) {
    if (from >= to || to - from > MAX_HOST_LENGTH) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || Character.isLetterOrDigit(c)
              || (colons && c == ':')
              || "-_~%".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** Where the colon of {@code scheme://} is; -1 when the text does not start like that. */
  static int schemeEnd(String url) {
    int limit = Math.min(url.length() - 2, MAX_SCHEME_LENGTH);
    for (int i = 0; i < limit; i++) {
      char c = url.charAt(i);
      if (c == ':') {
        return i > 0 && url.charAt(i + 1) == '/' && url.charAt(i + 2) == '/' ? i : -1;
      }
      if (!isSchemeChar(c) || (i == 0 && c < 'A')) {
        return -1;
      }
    }
    return -1;
  }

  static boolean isSchemeChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '-'
        || c == '.';
  }

  /** Where host and port start; -1 when the URL has none. */
  static int start(String url) {
    int schemeEnd = schemeEnd(url);
    if (schemeEnd >= 0) {
      return schemeEnd + 3;
    }
    return url.startsWith("//") ? 2 : -1;
  }

  /** Where host and port end. */
  static int end(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\') {
        return i;
      }
    }
    return url.length();
  }
}
