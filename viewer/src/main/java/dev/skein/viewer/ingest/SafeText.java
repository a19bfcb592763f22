package dev.skein.viewer.ingest;

/** What somebody else has written, made fit for a message on one line. */
final class SafeText {
  private static final int MAX_CHARS = 120;

  private SafeText() {}

  /** The text, or its beginning, with a question mark for whatever could not be shown. */
  static String of(String text) {
    int length = Math.min(text.length(), MAX_CHARS);
    StringBuilder safe = new StringBuilder(length + 3);
    for (int i = 0; i < length; ) {
      int c = text.codePointAt(i);
      safe.appendCodePoint(isPrintable(c) ? c : '?');
      i += Character.charCount(c);
    }
    return length < text.length() ? safe.append("...").toString() : safe.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
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
