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

  /**
   * The query with a question mark for every quoted text and every number in it, and without
   * comments. What a double quote means, and what a backslash does to a quote, depends on the
   * database: a text in double quotes is left out like any other, and where dialects differ on
   * where a text ends, all the rest of the query is.
   */
  static String withoutLiterals(String query) {
    StringBuilder shown = new StringBuilder(query.length());
    int i = 0;
    while (i < query.length()) {
      char c = query.charAt(i);
      int next = i + 1;
      if (c == '\'' || c == '"') {
        shown.append('?');
        next = isAlternativeQuoting(query, i) ? query.length() : endOfText(query, next, c);
      } else if (c == '$' && !endsInName(shown) && endOfTag(query, next) > 0) {
        shown.append('?');
        next = endOfTagged(query, i, endOfTag(query, next));
      } else if (isDigit(c) && !endsInName(shown)) {
        shown.append('?');
        next = endOfNumber(query, next);
      } else if (c == '`') {
        next = endOfName(query, next);
        shown.append(query, i, next > 0 ? next : i);
        next = next > 0 ? next : query.length();
      } else if (isComment(query, i)) {
        shown.append(' ');
        next = endOfComment(query, i);
      } else {
        shown.append(c);
      }
      i = next;
    }
    return shown.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A digit in a name, or in a placeholder such as {@code $1}, is no number. */
  private static boolean endsInName(StringBuilder shown) {
    int length = shown.length();
    char last = length == 0 ? ' ' : shown.charAt(length - 1);
    return Character.isLetterOrDigit(last) || last == '_' || last == '$' || last == ':';
  }

  /** Whether this is Oracle's {@code q'[it's]'}, in which a quote ends nothing. */
  private static boolean isAlternativeQuoting(String query, int quote) {
    return quote > 0 && (query.charAt(quote - 1) | 0x20) == 'q';
  }

  /** Behind the quote that closes a text; the end where that is not certain. */
  private static int endOfText(String query, int from, char quote) {
    boolean escaping = false;
    for (int i = from; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == quote) {
        boolean doubled = i + 1 < query.length() && query.charAt(i + 1) == quote;
        if (escaping || !doubled) {
          return escaping ? query.length() : i + 1;
        }
        i++;
      }
      escaping = c == '\\' && !escaping;
    }
    return query.length();
  }

  /** Behind the second dollar sign of {@code $tag$}, which PostgreSQL has for a quote; else -1. */
  private static int endOfTag(String query, int from) {
    int i = from;
    while (i < query.length()
        && (Character.isLetter(query.charAt(i))
            || query.charAt(i) == '_'
            || (i > from && isDigit(query.charAt(i))))) {
      i++;
    }
    return i < query.length() && query.charAt(i) == '$' ? i + 1 : -1;
  }

  private static int endOfTagged(String query, int tag, int from) {
    int length = from - tag;
    for (int i = query.indexOf('$', from); i >= 0; i = query.indexOf('$', i + 1)) {
      if (query.regionMatches(i, query, tag, length)) {
        return i + length;
      }
    }
    return query.length();
  }

  /** Behind the name in backticks; -1 where it does not end, or may be something else. */
  private static int endOfName(String query, int from) {
    for (int i = from; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '`') {
        return i + 1;
      } else if (c == '\'' || c == '"' || c == '\\') {
        return -1;
      }
    }
    return -1;
  }

  /** Operators of PostgreSQL that begin with a number sign are no comments. */
  private static boolean isComment(String query, int from) {
    char c = query.charAt(from);
    char next = from + 1 < query.length() ? query.charAt(from + 1) : ' ';
    return (c == '-' && next == '-')
        || (c == '/' && next == '*')
        || (c == '#' && next != '>' && next != '-');
  }

  /**
   * Behind a comment; the end where that is not certain: MySQL wants a blank behind two dashes, and
   * not everybody has comments inside comments.
   */
  private static int endOfComment(String query, int from) {
    int length = query.length();
    char c = query.charAt(from);
    if (c == '/') {
      int end = query.indexOf("*/", from + 2);
      int inner = query.indexOf("/*", from + 2);
      return end < 0 || (inner >= 0 && inner < end) ? length : end + 2;
    }
    if (c == '-' && from + 2 < length && !Character.isWhitespace(query.charAt(from + 2))) {
      return length;
    }
    int end = query.indexOf('\n', from);
    return end < 0 ? length : end;
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
