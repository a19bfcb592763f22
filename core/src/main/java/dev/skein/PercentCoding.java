package dev.skein;

import dev.skein.internal.HeaderText;
import java.nio.charset.StandardCharsets;

/** Percent-coding of baggage values (W3C Baggage, 3.3.1.3; RFC 3986, 2.1). Never throws. */
final class PercentCoding {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String HEX_DIGITS = "0123456789ABCDEF";

  /** A byte that UTF-8 has no use for: it is decoded to U+FFFD. */
  private static final byte UNDECODABLE = (byte) 0xFF;

  private PercentCoding() {}

  /**
   * Appends a range of any text in coded form. An unpaired surrogate becomes U+FFFD.
   *
   * @param keepPercent whether a percent sign is left as it is
   */
  static void encode(StringBuilder out, String text, int from, int to, boolean keepPercent) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (HeaderText.isA(HeaderText.BAGGAGE_OCTET, c) && (keepPercent || c != '%')) {
        out.append(c);
      } else {
        int codePoint = text.codePointAt(i);
        if (Character.isSupplementaryCodePoint(codePoint) && i + 1 < to) {
          i++;
        } else if (Character.isSurrogate(c)) {
          codePoint = REPLACEMENT;
        }
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          out.append('%')
              .append(HEX_DIGITS.charAt((b >> 4) & 0xF))
              .append(HEX_DIGITS.charAt(b & 0xF));
        }
      }
    }
  }

  /**
   * The text of a coded range of ASCII chars. Bytes that are not UTF-8, and a percent sign without
   * two hexadecimal digits behind it, become U+FFFD.
   */
  static String decode(String coded, int from, int to) {
    int percent = HeaderText.indexOf(coded, '%', from, to);
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
