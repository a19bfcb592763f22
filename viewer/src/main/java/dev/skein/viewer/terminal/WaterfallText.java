package dev.skein.viewer.terminal;

/**
 * Text of a known width in a terminal, in columns: two for East Asian wide characters and emoji,
 * none for combining marks.
 */
final class WaterfallText {
  private WaterfallText() {}

  static int width(String text) {
    return text.codePoints().map(WaterfallText::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    // the wide blocks of Unicode's East Asian Width, as far as they are in use
    boolean wide =
        (codePoint >= 0x1100 && codePoint <= 0x115F)
            || (codePoint >= 0x2E80 && codePoint <= 0xA4CF && codePoint != 0x303F)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  /** The text, if it is wider than that its beginning and an ellipsis. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = columns - 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      left -= width(text.codePointAt(i));
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(text.codePointAt(i));
    }
    return columns < 1 ? "" : kept.append('…').toString();
  }

  /** The text, cut or filled up with blanks to that width. */
  static String fit(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }

  /**
   * The text in lines of at most that width, broken between words where that is possible.
   *
   * @param bullet what comes before the first line; the others are indented by its width
   */
  static String wrap(String bullet, String text, int columns) {
    StringBuilder lines = new StringBuilder(bullet);
    int column = width(bullet);
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      int width = width(word);
      if (!first && column + 1 + width > columns) {
        lines.append('\n').append(" ".repeat(width(bullet)));
        column = width(bullet);
      } else if (!first) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += width;
      first = false;
    }
    return lines.toString();
  }
}
