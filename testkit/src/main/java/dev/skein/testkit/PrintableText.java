package dev.skein.testkit;

/**
 * Text of spans, made safe to print: what a request has brought must not move the cursor of whoever
 * reads a failed test.
 */
final class PrintableText {
  private PrintableText() {}

  /** The text with control characters, line separators and direction marks replaced. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(isPrintable((char) c) ? (char) c : '?'));
    return safe.toString();
  }

  private static boolean isPrintable(char c) {
    boolean direction =
        (c >= 0x202A && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x2069)
            || c == 0x200E
            || c == 0x200F
            || c == 0x061C;
    return !Character.isISOControl(c) && c != 0x2028 && c != 0x2029 && !direction;
  }
}
