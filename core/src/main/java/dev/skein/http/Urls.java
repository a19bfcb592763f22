package dev.skein.http;

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
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return -1;
      }
    }
    return -1;
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
    for (int i = pathStart; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return target.length();
  }

  /** Where a char is, or the end. */
  static int indexOf(String text, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return to;
  }

  static int skipBlanks(String text, int from, int to) {
    int i = from;
    while (i < to && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int skipBlanksBackwards(String text, int from, int to) {
    int i = to;
    while (i > from && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
