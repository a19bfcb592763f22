package dev.skein.http;

import dev.skein.internal.HeaderText;

/**
 * Finds the parts of URLs and request targets by their position, in one pass and without judging
 * them: what a client sends may be anything.
 */
final class Urls {
  private static final int MAX_SCHEME_LENGTH = 32;

  private Urls() {}

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
  static int authorityStart(String url) {
    int schemeEnd = schemeEnd(url);
    if (schemeEnd >= 0) {
      return schemeEnd + 3;
    }
    return url.startsWith("//") ? 2 : -1;
  }

  /** Where host and port end. */
  static int authorityEnd(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\') {
        return i;
      }
    }
    return url.length();
  }

  /**
   * Where the path of a request target starts. A target that starts with a slash is a path even if
   * it starts with two; one with a scheme is a URL (RFC 9112, 3.2.2); anything else is taken for a
   * path.
   */
  static int pathStart(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    int schemeEnd = schemeEnd(target);
    return schemeEnd < 0 ? 0 : authorityEnd(target, schemeEnd + 3);
  }

  /** Where the path ends: at the query, the fragment, or the end of the target. */
  static int pathEnd(String target, int pathStart) {
    int query = target.indexOf('?', pathStart);
    int end = query < 0 ? target.length() : query;
    return HeaderText.indexOf(target, '#', pathStart, end);
  }
}
