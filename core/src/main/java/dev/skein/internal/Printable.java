package dev.skein.internal;

/** Text from elsewhere, made safe to print: no line breaks, escape sequences or hidden text. */
public final class Printable {
  private Printable() {}

  /** The text with control characters and direction marks replaced by a question mark. */
  public static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return replaceFrom(text, i);
      }
    }
    return text;
  }

  private static String replaceFrom(String text, int first) {
    StringBuilder safe = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(isPrintable(c) ? c : '?');
    }
    return safe.toString();
  }

  private static boolean isPrintable(char c) {
    boolean control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
    boolean direction =
        (c >= 0x202A && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x2069)
            || c == 0x200E
            || c == 0x200F
            || c == 0x061C;
    return !control && !direction;
  }
}
