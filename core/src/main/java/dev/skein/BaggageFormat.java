package dev.skein;

import dev.skein.internal.HeaderText;
import dev.skein.internal.Nullable;
import java.nio.charset.StandardCharsets;

/**
 * The grammar of one member of the {@code baggage} header, {@code key=value;property;property}, and
 * the percent-coding (RFC 3986, 2.1) of what is in it. Never throws.
 *
 * <p>A canonical member has no white space and no empty property.
 *
 * @see <a href="https://www.w3.org/TR/baggage/#header-content">W3C Baggage, 3.3</a>
 */
final class BaggageFormat {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String HEX_DIGITS = "0123456789ABCDEF";

  /** A byte that UTF-8 has no use for: it is decoded to U+FFFD. */
  private static final byte UNDECODABLE = (byte) 0xFF;

  private BaggageFormat() {}

  /** Whether a range is a member in canonical form. */
  static boolean isCanonical(String text, int from, int to) {
    int equals = HeaderText.endOfRun(HeaderText.TOKEN, text, from, to);
    if (equals == from || equals == to || text.charAt(equals) != '=') {
      return false;
    }
    for (int i = equals + 1; i < to; i++) {
      char c = text.charAt(i);
      if (c == ';') {
        // A property begins with its key.
        if (i + 1 == to || text.charAt(i + 1) == '=') {
          return false;
        }
        c = text.charAt(++i);
      }
      if (!HeaderText.isA(HeaderText.BAGGAGE_OCTET, c)) {
        return false;
      }
    }
    return true;
  }

  /** A received member in canonical form, or null when it is not valid. */
  static @Nullable String canonical(String text, int from, int to) {
    int equals = HeaderText.indexOf(text, '=', from, to);
    int valueEnd = HeaderText.indexOf(text, ';', equals, to);
    if (equals == to) {
      return null;
    }
    StringBuilder member = new StringBuilder(to - from);
    member.append(text, from, HeaderText.skipBlanksBackwards(text, from, equals)).append('=');
    int valueStart = HeaderText.skipBlanks(text, equals + 1, valueEnd);
    member.append(text, valueStart, HeaderText.skipBlanksBackwards(text, valueStart, valueEnd));
    appendProperties(member, text, valueEnd + 1, to, false);
    return isCanonical(member.toString(), 0, member.length()) ? member.toString() : null;
  }

  /**
   * Appends each property as {@code ;key} or {@code ;key=value}. White space around keys and
   * values, empty properties and those without a key are left out.
   *
   * @param encode whether chars that the header does not allow are percent-encoded
   */
  static void appendProperties(StringBuilder out, String text, int from, int to, boolean encode) {
    for (int start = from, end; start < to; start = end + 1) {
      end = HeaderText.indexOf(text, ';', start, to);
      int equals = HeaderText.indexOf(text, '=', start, end);
      int keyStart = HeaderText.skipBlanks(text, start, equals);
      int keyEnd = HeaderText.skipBlanksBackwards(text, keyStart, equals);
      if (keyStart == keyEnd) {
        continue;
      }
      append(out.append(';'), text, keyStart, keyEnd, encode);
      if (equals < end) {
        int valueStart = HeaderText.skipBlanks(text, equals + 1, end);
        int valueEnd = HeaderText.skipBlanksBackwards(text, valueStart, end);
        append(out.append('='), text, valueStart, valueEnd, encode);
      }
    }
  }

  private static void append(StringBuilder out, String text, int from, int to, boolean encode) {
    if (encode) {
      // What is coded already stays so.
      encode(out, text, from, to, true);
    } else {
      out.append(text, from, to);
    }
  }

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
