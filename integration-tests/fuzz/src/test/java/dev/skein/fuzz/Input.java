package dev.skein.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes that a fuzzer made, read as what a parser takes. Every input means something. */
public final class Input {
  private static final int MAX_TEXT = 1 << 16;

  private Input() {}

  /** A text as a server hands on what came over the wire: one char per byte. */
  public static String latin1(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  /** The lines of a header as a server hands them on. */
  public static List<String> lines(byte[] data) {
    return split(latin1(data), '\n');
  }

  /**
   * A text with any chars: UTF-8 in which, unlike in Java's own, halves of surrogate pairs may be
   * coded as well. What is not even that stands for itself.
   */
  public static String text(byte[] data) {
    StringBuilder text = new StringBuilder(data.length);
    for (int i = 0; i < data.length && text.length() < MAX_TEXT; ) {
      int length = sequence(data, i);
      int codePoint = length == 1 ? data[i] & 0xFF : data[i] & (0xFF >> (length + 1));
      for (int k = 1; k < length; k++) {
        codePoint = codePoint << 6 | data[i + k] & 0x3F;
      }
      text.appendCodePoint(Math.min(codePoint, Character.MAX_CODE_POINT));
      i += length;
    }
    return text.toString();
  }

  private static int sequence(byte[] data, int at) {
    int first = data[at] & 0xFF;
    int length = first < 0xC0 || first >= 0xF8 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (int k = 1; k < length; k++) {
      if (at + k >= data.length || (data[at + k] & 0xC0) != 0x80) {
        return 1;
      }
    }
    return length;
  }

  /** The parts of a text; without any, an empty list. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= text.length() && !text.isEmpty()) {
      int to = text.indexOf(separator, from);
      to = to < 0 ? text.length() : to;
      parts.add(text.substring(from, to));
      from = to + 1;
    }
    return parts;
  }
}
