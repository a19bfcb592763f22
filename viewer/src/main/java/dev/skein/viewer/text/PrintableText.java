package dev.skein.viewer.text;

/** Makes text from elsewhere harmless where it is printed: a terminal, a log, a message. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * The text with everything replaced by a question mark that a terminal would act upon rather than
   * show, or that changes what other text looks like: control characters, line separators, marks of
   * direction and other invisible formatting, halves of surrogate pairs, private characters.
   */
  public static String clean(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isShown(c) ? c : '?'));
    return safe.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
