package dev.skein.interop;

/** Hexadecimal ids of any length up to 16 digits, and what is written around them. */
final class Ids {
  static final int DIGITS = 16;

  private static final int DECIMAL_DIGITS = 10;
  private static final int RADIX = 16;

  private Ids() {}

  /**
   * A header's value without the blanks around it (RFC 9110, 5.6.3); empty when it is longer than
   * any that is valid.
   */
  static String trim(String value, int maxLength) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return end - start > maxLength ? "" : value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Whether a range has digits only, of lowercase, and at least one. */
  static boolean isLowercase(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (value(c) < 0 || (c >= 'A' && c <= 'F')) {
        return false;
      }
    }
    return from < to;
  }

  /** Whether a range has digits only, and at least one. */
  static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value(text.charAt(i)) < 0) {
        return false;
      }
    }
    return from < to;
  }

  /** The number that the last 16 digits of a range stand for; it must have digits only. */
  static long parse(String text, int from, int to) {
    long number = 0;
    for (int i = Math.max(from, to - DIGITS); i < to; i++) {
      number = (number << 4) | value(text.charAt(i));
    }
    return number;
  }

  /** The number that the digits before the last 16 of a range stand for. */
  static long parseHigh(String text, int from, int to) {
    return to - from <= DIGITS ? 0 : parse(text, from, to - DIGITS);
  }

  /** Puts 16 lowercase digits; returns where they end. */
  static int put(byte[] text, int at, long id) {
    for (int i = 0; i < DIGITS; i++) {
      int digit = (int) (id >>> (Long.SIZE - 4 - 4 * i)) & (RADIX - 1);
      text[at + i] = (byte) (digit < DECIMAL_DIGITS ? '0' + digit : 'a' + digit - DECIMAL_DIGITS);
    }
    return at + DIGITS;
  }

  private static int value(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + DECIMAL_DIGITS;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + DECIMAL_DIGITS : -1;
  }
}
