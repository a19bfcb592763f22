package dev.skein.viewer.terminal;

/** Text from elsewhere, made safe for a terminal. */
final class SafeText {
  private SafeText() {}

  /**
   * The text on one line, with a question mark for every control character and every mark that
   * hides or reorders what follows: nobody's span name moves the cursor.
   */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '?'));
    return safe.toString();
  }

  private static boolean isSafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
