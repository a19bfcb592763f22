package dev.skein.internal;

/** UTF-8 without a copy of the text. An unpaired surrogate becomes {@code ?}. */
final class Utf8 {
  private Utf8() {}

  /**
   * Writes a text for which there is room, if it is ASCII.
   *
   * @return whether it is; if not, some of the bytes may have been written
   */
  @SuppressWarnings("deprecation") // copies the low bytes, many at a time and without an array
  static boolean putAscii(String text, byte[] target, int position) {
    int length = text.length();
    text.getBytes(0, length, target, position);
    int seen = 0;
    for (int i = 0; i < length; i++) {
      seen |= text.charAt(i);
    }
    return seen < 0x80;
  }

  /** The bytes that a text takes. */
  static long length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (isPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        bytes++;
      }
    }
    return bytes;
  }

  /** Writes a text for which there is room; the position after it. */
  static int put(String text, byte[] target, int position) {
    int at = position;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xE0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (isPair(text, i)) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xF0 | (codePoint >> 18));
        target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        target[at++] = (byte) (0x80 | (codePoint & 0x3F));
      } else {
        target[at++] = '?';
      }
    }
    return at;
  }

  private static boolean isPair(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }
}
