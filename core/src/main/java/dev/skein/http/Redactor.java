package dev.skein.http;

import java.util.List;

/**
 * Takes secrets out of URLs: user and password, and the values of some query parameters. Linear;
 * returns the text itself when there is nothing to take out. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/">Semantic
 *     conventions for URLs</a>
 */
final class Redactor {
  private static final String REDACTED = "REDACTED";
  private static final String CREDENTIALS = "REDACTED:REDACTED";

  private final String[] names;
  private final boolean everything;

  /** A redactor for the values of these parameters; {@code *} stands for all. */
  Redactor(List<String> names) {
    this.names = names.toArray(new String[0]);
    this.everything = names.contains("*");
  }

  /** A query, without its question mark. */
  String query(String query) {
    return redact(query, 0);
  }

  /** A URL. */
  String url(String url) {
    String safe = url;
    // without scheme and slashes, whatever stands in front of an @ may still be a password
    int authority = Math.max(0, Authority.start(url));
    int authorityEnd = Authority.end(url, authority);
    int at = url.lastIndexOf('@', authorityEnd - 1);
    if (at >= authority) {
      safe = url.substring(0, authority).concat(CREDENTIALS).concat(url.substring(at));
      authorityEnd += safe.length() - url.length();
    }
    int pathEnd = PathMatcher.pathEnd(safe, authorityEnd);
    return pathEnd == safe.length() ? safe : redact(safe, pathEnd);
  }

  /**
   * A name starts behind any separator that somebody may use, a value ends at the standard one
   * only: rather too much is redacted than too little.
   */
  private String redact(String text, int from) {
    StringBuilder safe = null;
    int copied = 0;
    int nameStart = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' || c == ';' || c == '?' || c == '#') {
        nameStart = i + 1;
      } else if (c == '=' && nameStart >= 0) {
        if (isSecret(text, nameStart, i)) {
          int valueEnd = valueEnd(text, i + 1);
          if (valueEnd > i + 1) {
            safe = safe == null ? new StringBuilder(text.length() + REDACTED.length()) : safe;
            safe.append(text, copied, i + 1).append(REDACTED);
            copied = valueEnd;
            i = valueEnd - 1;
          }
        }
        nameStart = -1;
      }
    }
    return safe == null ? text : safe.append(text, copied, text.length()).toString();
  }

  private static int valueEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  private boolean isSecret(String text, int from, int to) {
    if (everything) {
      return true;
    }
    for (String name : names) {
      if (equals(name, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Compares with a name in which any char may be written {@code %41}. */
  private static boolean equals(String name, String text, int from, int to) {
    int i = from;
    for (int n = 0; n < name.length(); n++) {
      if (i >= to) {
        return false;
      }
      char c = text.charAt(i++);
      if (c == '%' && i + 2 <= to) {
        int high = Character.digit(text.charAt(i), 16);
        int low = Character.digit(text.charAt(i + 1), 16);
        if (high >= 0 && low >= 0) {
          c = (char) (high << 4 | low);
          i += 2;
        }
      }
      if (c != name.charAt(n)) {
        return false;
      }
    }
    return i == to;
  }
}
