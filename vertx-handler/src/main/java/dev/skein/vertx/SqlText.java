package dev.skein.vertx;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a query may be shown. Linear, and content with any text. */
final class SqlText {
  private static final int MAX_OPERATION_LENGTH = 16;

  private SqlText() {}

  /** The first word in upper case, for example {@code SELECT}; null when there is none. */
  static @Nullable String operation(@Nullable String query) {
    if (query == null) {
      return null;
    }
    int start = 0;
    while (start < query.length() && Character.isWhitespace(query.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < query.length() && isLetter(query.charAt(end))) {
      end++;
    }
    return end == start || end - start > MAX_OPERATION_LENGTH
        ? null
        : query.substring(start, end).toUpperCase(Locale.ROOT);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The query with a question mark for every quoted text and every number in it. */
  static String withoutLiterals(String query) {
    StringBuilder shown = new StringBuilder(query.length());
    int i = 0;
    while (i < query.length()) {
      char c = query.charAt(i);
      if (c == '\'') {
        shown.append('?');
        i = endOfText(query, i + 1);
      } else if (isDigit(c) && !continuesName(query, i)) {
        shown.append('?');
        i = endOfNumber(query, i + 1);
      } else {
        shown.append(c);
        i++;
      }
    }
    return shown.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A digit in a name, or in a placeholder such as {@code $1}, is no number. */
  private static boolean continuesName(String query, int index) {
    if (index == 0) {
      return false;
    }
    char before = query.charAt(index - 1);
    return Character.isLetterOrDigit(before) || before == '_' || before == '$' || before == ':';
  }

  private static int endOfText(String query, int from) {
    int i = from;
    while (i < query.length()) {
      char c = query.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\'') {
        boolean doubled = i + 1 < query.length() && query.charAt(i + 1) == '\'';
        if (!doubled) {
          return i + 1;
        }
        i++;
      }
      i++;
    }
    return query.length();
  }

  private static int endOfNumber(String query, int from) {
    int i = from;
    while (i < query.length()
        && (Character.isLetterOrDigit(query.charAt(i)) || query.charAt(i) == '.')) {
      i++;
    }
    return i;
  }
}
