package dev.skein.viewer.text;

import java.util.HexFormat;

/** Makes text from elsewhere harmless where it is printed: a terminal, a log, a message. */
public final class PrintableText {
  private static final HexFormat HEX = HexFormat.of();

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

  /**
   * JSON of the same value, with what {@link #clean} replaces written as {@code \\uXXXX}; between
   * values and names there have to be no such characters but line feeds, which stay.
   */
  public static String escapeJson(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || isShown(c)) {
                safe.appendCodePoint(c);
              } else {
                for (char half : Character.toChars(c)) {
                  safe.append("\\u").append(HEX.toHexDigits(half));
                }
              }
            });
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
