package dev.skein;

import java.nio.charset.StandardCharsets;

/** Percent-coding of baggage values (W3C Baggage, 3.3.1.3; RFC 3986, 2.1). Never throws. */
final class PercentCoding {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String HEX_DIGITS = "0123456789ABCDEF";

  /** A byte that UTF-8 has no use for: it is decoded to U+FFFD. */
  private static final byte UNDECODABLE = (byte) 0xFF;

  private PercentCoding() {}

  /** Whether a char may stand in a value as it is. The percent sign may: it begins a coded byte. */
  static boolean isBaggageOctet(char c) {
    return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  /**
   * Appends a range of any text in coded form. An unpaired surrogate becomes U+FFFD.
   *
   * @param keepPercent whether a percent sign is left as it is
   */
  static void encode(StringBuilder out, String text, int from, int to, boolean keepPercent) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isBaggageOctet(c) && (keepPercent || c != '%')) {
        out.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        encode(out, Character.toCodePoint(c, text.charAt(++i)));
      } else {
        encode(out, Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
  }

  private static void encode(StringBuilder out, int codePoint) {
    if (codePoint < 0x80) {
      appendByte(out, codePoint);
    } else if (codePoint < 0x800) {
      appendByte(out, 0xC0 | (codePoint >> 6));
      appendByte(out, 0x80 | (codePoint & 0x3F));
    } else {
      if (codePoint < 0x10000) {
        appendByte(out, 0xE0 | (codePoint >> 12));
      } else {
        appendByte(out, 0xF0 | (codePoint >> 18));
        appendByte(out, 0x80 | ((codePoint >> 12) & 0x3F));
      }
      appendByte(out, 0x80 | ((codePoint >> 6) & 0x3F));
      appendByte(out, 0x80 | (codePoint & 0x3F));
    }
  }

  private static void appendByte(StringBuilder out, int value) {
    out.append('%').append(HEX_DIGITS.charAt(value >> 4)).append(HEX_DIGITS.charAt(value & 0xF));
  }

  /**
   * The text of a coded range of ASCII chars. Bytes that are not UTF-8, and a percent sign without
   * two hexadecimal digits behind it, become U+FFFD.
   */
  static String decode(String coded, int from, int to) {
    int percent = MemberList.indexOf(coded, '%', from, to);
    if (percent == to) {
      return coded.substring(from, to);
    }
    byte[] bytes = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = coded.charAt(i);
      if (c != '%') {
        bytes[length++] = (byte) c;
      } else if (i + 2 < to && hexPair(coded, i + 1) >= 0) {
        bytes[length++] = (byte) hexPair(coded, i + 1);
        i += 2;
      } else {
        bytes[length++] = UNDECODABLE;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** The byte written as two digits of either case; negative when they are not digits. */
  private static int hexPair(String text, int from) {
    return (Character.digit(text.charAt(from), 16) << 4)
        | Character.digit(text.charAt(from + 1), 16);
  }
}
