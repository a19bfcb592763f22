package dev.skein;

import dev.skein.internal.HeaderText;
import dev.skein.internal.MemberList;
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

  /** Adds a received member in canonical form; nothing when it is not valid. */
  static void add(String text, int from, int to, MemberList members) {
    if (isCanonical(text, from, to)) {
      members.add(text, from, to);
    } else if (isValid(text, from, to)) {
      int equals = text.indexOf('=', from);
      members.add(text, from, HeaderText.skipBlanksBackwards(text, from, equals));
      members.append('=');
      int valueEnd = HeaderText.indexOf(text, ';', equals, to);
      append(text, equals + 1, valueEnd, members);
      for (int start = valueEnd + 1, end; start < to; start = end + 1) {
        end = HeaderText.indexOf(text, ';', start, to);
        addProperty(text, start, end, members);
      }
    }
  }

  private static void addProperty(String text, int from, int to, MemberList members) {
    int equals = HeaderText.indexOf(text, '=', from, to);
    if (!isBlank(text, from, equals)) {
      members.append(';');
      append(text, from, equals, members);
      if (equals < to) {
        members.append('=');
        append(text, equals + 1, to, members);
      }
    }
  }

  private static void append(String text, int from, int to, MemberList members) {
    int start = HeaderText.skipBlanks(text, from, to);
    members.append(text, start, HeaderText.skipBlanksBackwards(text, start, to));
  }

  private static boolean isBlank(String text, int from, int to) {
    return HeaderText.skipBlanks(text, from, to) == to;
  }

  /** Whether a range is a member, perhaps with white space and empty properties in it. */
  private static boolean isValid(String text, int from, int to) {
    int equals = HeaderText.indexOf(text, '=', from, to);
    int nameEnd = HeaderText.skipBlanksBackwards(text, from, equals);
    if (equals == to
        || nameEnd == from
        || HeaderText.endOfRun(HeaderText.TOKEN, text, from, nameEnd) < nameEnd) {
      return false;
    }
    int valueEnd = HeaderText.indexOf(text, ';', equals, to);
    boolean valid = isOctets(text, equals + 1, valueEnd);
    for (int start = valueEnd + 1, end; valid && start < to; start = end + 1) {
      end = HeaderText.indexOf(text, ';', start, to);
      int sign = HeaderText.indexOf(text, '=', start, end);
      valid =
          isBlank(text, start, sign)
              || (isOctets(text, start, sign) && isOctets(text, Math.min(sign + 1, end), end));
    }
    return valid;
  }

  /** Whether a range, without white space around it, may stand in a value. */
  private static boolean isOctets(String text, int from, int to) {
    int start = HeaderText.skipBlanks(text, from, to);
    int end = HeaderText.skipBlanksBackwards(text, start, to);
    return HeaderText.endOfRun(HeaderText.BAGGAGE_OCTET, text, start, end) == end;
  }

  /**
   * Appends each property as {@code ;key} or {@code ;key=value}, with chars that the header does
   * not allow percent-encoded; what is coded already stays so. White space around keys and values,
   * empty properties and those without a key are left out.
   */
  static void appendProperties(StringBuilder out, String text, int from, int to) {
    for (int start = from, end; start < to; start = end + 1) {
      end = HeaderText.indexOf(text, ';', start, to);
      int equals = HeaderText.indexOf(text, '=', start, end);
      if (!isBlank(text, start, equals)) {
        appendTrimmed(out.append(';'), text, start, equals);
        if (equals < end) {
          appendTrimmed(out.append('='), text, equals + 1, end);
        }
      }
    }
  }

  private static void appendTrimmed(StringBuilder out, String text, int from, int to) {
    int start = HeaderText.skipBlanks(text, from, to);
    encode(out, text, start, HeaderText.skipBlanksBackwards(text, start, to), true);
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
        appendCoded(out, codePoint);
      }
    }
  }

  /** Appends the bytes of UTF-8, without making an array of them for each. */
  private static void appendCoded(StringBuilder out, int codePoint) {
    if (codePoint < 0x80) {
      appendByte(out, codePoint);
      return;
    }
    int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    appendByte(out, (0xF0 << (3 - more) & 0xFF) | codePoint >> (6 * more));
    for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
      appendByte(out, 0x80 | (codePoint >> shift & 0x3F));
    }
  }

  private static void appendByte(StringBuilder out, int b) {
    out.append('%').append(HEX_DIGITS.charAt(b >> 4)).append(HEX_DIGITS.charAt(b & 0xF));
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
