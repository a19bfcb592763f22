package dev.skein;

import java.util.List;

/**
 * The text of {@code tracestate} and {@code baggage}: comma-separated members {@code key=...}.
 *
 * <p>Both are kept as their header value, in canonical form: no white space around a member, no
 * empty member. So a context that only passes through costs one scan and no object per member. All
 * methods are linear in the range they are given.
 */
final class MemberList {
  static final int NOT_FOUND = -1;

  private MemberList() {}

  /**
   * The lines of one header as a single list, in order (RFC 9110, 5.3). A single line is returned
   * as it is. Several lines are cut one char beyond the limit, so that a caller sees the excess.
   */
  static String join(List<String> lines, int limit) {
    if (lines.size() <= 1) {
      String line = lines.isEmpty() ? "" : lines.get(0);
      return line == null ? "" : line;
    }
    StringBuilder joined = new StringBuilder();
    for (String line : lines) {
      if (line == null || line.isEmpty()) {
        continue;
      }
      if (joined.length() > 0) {
        joined.append(',');
      }
      joined.append(line, 0, Math.min(line.length(), limit + 1 - joined.length()));
      if (joined.length() > limit) {
        break;
      }
    }
    return joined.toString();
  }

  /** The start of a key's first member in a canonical list from a position on, or NOT_FOUND. */
  static int find(String list, String key, int from) {
    for (int start = from; start < list.length(); start = end(list, start) + 1) {
      if (isKeyAt(list, start, key)) {
        return start;
      }
    }
    return NOT_FOUND;
  }

  /** Whether the member of a canonical list that starts here has this key. */
  static boolean isKeyAt(String list, int start, String key) {
    return list.startsWith(key, start) && list.indexOf('=', start) == start + key.length();
  }

  /** The end of the member that starts here: its comma, or the end of the list. */
  static int end(String list, int start) {
    int comma = list.indexOf(',', start);
    return comma < 0 ? list.length() : comma;
  }

  /** A canonical list without the member that starts here. */
  static String without(String list, int start) {
    int end = end(list, start);
    if (end < list.length()) {
      return list.substring(0, start) + list.substring(end + 1);
    }
    return start == 0 ? "" : list.substring(0, start - 1);
  }

  /** The position of a char in a range, or the range's end. */
  static int indexOf(String text, char wanted, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) != wanted) {
      i++;
    }
    return i;
  }

  /** The start of a range without leading optional white space (RFC 9110, 5.6.3). */
  static int trimStart(String text, int from, int to) {
    int start = from;
    while (start < to && isWhitespace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  /** The end of a range without trailing optional white space (RFC 9110, 5.6.3). */
  static int trimEnd(String text, int from, int to) {
    int end = to;
    while (end > from && isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t';
  }
}
