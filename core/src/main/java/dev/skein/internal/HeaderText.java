package dev.skein.internal;

/**
 * The text of headers, above all of {@code tracestate} and {@code baggage}: comma-separated members
 * {@code key=...}.
 *
 * <p>Both are kept as their header value, in canonical form: no white space around a member, no
 * empty member. So a context that only passes through costs one scan and no object per member. All
 * methods are linear in the range they are given, and copy nothing that they need not.
 */
public final class HeaderText {
  public static final int NOT_FOUND = -1;

  /** Classes of chars: what a key of {@code tracestate} may begin with. */
  public static final int STATE_KEY_START = 1;

  /** What the rest of such a key may be made of. */
  public static final int STATE_KEY = 2;

  /** What a value of {@code tracestate} may be made of; a space must not be its last char. */
  public static final int STATE_VALUE = 4;

  /** What a token is made of: a key of {@code baggage}, the name of a header. */
  public static final int TOKEN = 8;

  /**
   * What may stand in a value of {@code baggage} as it is. The percent sign may: it begins a coded
   * byte.
   */
  public static final int BAGGAGE_OCTET = 16;

  private static final byte[] CLASSES = new byte[128];

  static {
    for (char c = ' '; c <= '~'; c++) {
      int classes = c == ',' || c == '=' ? 0 : STATE_VALUE;
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        classes |= STATE_KEY_START | STATE_KEY;
      } else if ("_-*/@".indexOf(c) >= 0) {
        classes |= STATE_KEY;
      }
      if (" \"(),/:;<=>?@[\\]{}".indexOf(c) < 0) {
        classes |= TOKEN;
      }
      if (" \",;\\".indexOf(c) < 0) {
        classes |= BAGGAGE_OCTET;
      }
      CLASSES[c] = (byte) classes;
    }
  }

  private HeaderText() {}

  /** The start of a key's first member in a canonical list from a position on, or NOT_FOUND. */
  public static int find(String list, String key, int from) {
    for (int start = from; start < list.length(); start = end(list, start) + 1) {
      if (isKeyAt(list, start, key)) {
        return start;
      }
    }
    return NOT_FOUND;
  }

  /** Whether the member of a canonical list that starts here has this key. */
  public static boolean isKeyAt(String list, int start, String key) {
    return list.startsWith(key, start) && list.indexOf('=', start) == start + key.length();
  }

  /** The end of the member that starts here: its comma, or the end of the list. */
  public static int end(String list, int start) {
    int comma = list.indexOf(',', start);
    return comma < 0 ? list.length() : comma;
  }

  /** A canonical list without the member that starts here. */
  public static String without(String list, int start) {
    int end = end(list, start);
    if (end < list.length()) {
      return list.substring(0, start) + list.substring(end + 1);
    }
    return start == 0 ? "" : list.substring(0, start - 1);
  }

  /** Whether a text is a token (RFC 7230, 3.2.6). */
  public static boolean isToken(String text) {
    int length = text.length();
    return length > 0 && endOfRun(TOKEN, text, 0, length) == length;
  }

  /** Where the run of chars of a class that begins here ends. */
  public static int endOfRun(int charClass, String text, int from, int to) {
    int i = from;
    while (i < to && isA(charClass, text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Whether a char is of a class. */
  public static boolean isA(int charClass, char c) {
    return c < CLASSES.length && (CLASSES[c] & charClass) != 0;
  }

  /** Where a char is, or the end of the range. */
  public static int indexOf(String text, char wanted, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) != wanted) {
      i++;
    }
    return i;
  }

  /** Where a range starts without its leading optional white space (RFC 9110, 5.6.3). */
  public static int skipBlanks(String text, int from, int to) {
    int start = from;
    while (start < to && isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }

  /** Where a range ends without its trailing optional white space (RFC 9110, 5.6.3). */
  public static int skipBlanksBackwards(String text, int from, int to) {
    int end = to;
    while (end > from && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
