package dev.skein.http;

import dev.skein.internal.HeaderText;
import dev.skein.internal.SecretText;
import java.util.List;
import java.util.Locale;

/**
 * Takes secrets out of URLs: user and password, and the values of some parameters, in the query and
 * in the path ({@code /a;jsessionid=1}). Linear; returns the text itself when there is nothing to
 * take out. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/">Semantic
 *     conventions for URLs</a>
 */
final class Redactor {
  private static final String REDACTED = SecretText.REDACTED;

  /** The names in lower case. */
  private final String[] names;

  /** Letters that a name begins with, one bit each: most parameters begin with another one. */
  private final int firstLetters;

  private final boolean everything;

  /** A redactor for the values of these parameters; {@code *} and {@code all} stand for all. */
  Redactor(List<String> names) {
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    int letters = 1 << ('%' & 31);
    for (String name : this.names) {
      letters |= name.isEmpty() ? 0 : 1 << (name.charAt(0) & 31);
    }
    this.firstLetters = letters;
    this.everything = List.of(this.names).contains("*") || List.of(this.names).contains("all");
  }

  /** A query, without its question mark. */
  String query(String query) {
    return redact(query, 0);
  }

  /** A path. */
  String path(String path) {
    return path(path, 0, path.length());
  }

  /** A URL. */
  String url(String url) {
    String safe = url;
    // without scheme and slashes, whatever stands in front of an @ may still be a password
    int authority = Math.max(0, Authority.start(url));
    int authorityEnd = Authority.end(url, authority);
    int at = url.lastIndexOf('@', authorityEnd - 1);
    if (at >= authority) {
      safe = url.substring(0, authority).concat(SecretText.CREDENTIALS).concat(url.substring(at));
      authorityEnd += safe.length() - url.length();
    }
    int pathEnd = PathMatcher.pathEnd(safe, authorityEnd);
    if (HeaderText.indexOf(safe, ';', authorityEnd, pathEnd) < pathEnd) {
      int before = safe.length();
      safe = path(safe, authorityEnd, pathEnd);
      pathEnd += safe.length() - before;
    }
    return pathEnd == safe.length() ? safe : redact(safe, pathEnd);
  }

  /**
   * A text that may be a URL or hold one.
   *
   * @param limit how many chars of the result are wanted
   */
  String text(String text, int limit) {
    String safe = SecretText.redact(text, limit);
    int query = safe.indexOf('?');
    return query < 0 ? safe : redact(safe, query);
  }

  /** Redacts the parameters of a path, which end with their segment. */
  private String path(String text, int from, int to) {
    StringBuilder safe = null;
    int copied = 0;
    int i = HeaderText.indexOf(text, ';', from, to);
    while (i < to) {
      int end = i + 1;
      while (end < to && text.charAt(end) != ';' && text.charAt(end) != '/') {
        end++;
      }
      int equals = HeaderText.indexOf(text, '=', i + 1, end);
      if (equals + 1 < end && isSecret(text, i + 1, equals)) {
        safe = safe == null ? new StringBuilder(text.length() + REDACTED.length()) : safe;
        safe.append(text, copied, equals + 1).append(REDACTED);
        copied = end;
      }
      i = HeaderText.indexOf(text, ';', end, to);
    }
    return safe == null ? text : safe.append(text, copied, text.length()).toString();
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
    if (from == to || (firstLetters >>> (text.charAt(from) & 31) & 1) == 0) {
      return false;
    }
    for (String name : names) {
      if (equals(name, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Compares with a name of which any char may be a capital, or written {@code %41}. */
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
      if (lower(c) != name.charAt(n)) {
        return false;
      }
    }
    return i == to;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }
}
