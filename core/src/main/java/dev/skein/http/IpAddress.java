package dev.skein.http;

import dev.skein.internal.HeaderText;

/**
 * Tells private addresses from public ones by their text alone: nothing is looked up, nothing is
 * allocated. What is no IP address is not private.
 *
 * <p>Private are the addresses of this machine (127.0.0.0/8, ::1), of private networks (RFC 1918:
 * 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16; RFC 4193: fc00::/7) and of the link (169.254.0.0/16,
 * fe80::/10), also when an IPv4 address is mapped into IPv6 (::ffff:0:0/96).
 */
final class IpAddress {
  private static final int GROUPS = 8;
  private static final int NOT_HEX = -1;
  private static final long NOT_IPV4 = -1;

  private IpAddress() {}

  /**
   * Whether a part of a text names a private address: as it is, in brackets, with a port or with a
   * zone.
   */
  static boolean isPrivate(String text, int from, int to) {
    int start = HeaderText.skipBlanks(text, from, to);
    int end = HeaderText.skipBlanksBackwards(text, start, to);
    if (start == end) {
      return false;
    }
    if (text.charAt(start) == '[') {
      int bracket = HeaderText.indexOf(text, ']', start, end);
      boolean closed = bracket + 1 == end || (bracket < end && text.charAt(bracket + 1) == ':');
      return closed && isPrivateIpv6(text, start + 1, bracket);
    }
    int colon = HeaderText.indexOf(text, ':', start, end);
    boolean ipv6 = colon < end && HeaderText.indexOf(text, ':', colon + 1, end) < end;
    return ipv6 ? isPrivateIpv6(text, start, end) : isPrivate(ipv4(text, start, colon));
  }

  private static boolean isPrivate(long ipv4) {
    int first = (int) (ipv4 >>> 24);
    int second = (int) (ipv4 >>> 16) & 0xff;
    return ipv4 != NOT_IPV4
        && (first == 127
            || first == 10
            || (first == 172 && (second & 0xf0) == 16)
            || (first == 192 && second == 168)
            || (first == 169 && second == 254));
  }

  /** The number of an address in four decimal parts; a leading zero might mean octal digits. */
  private static long ipv4(String text, int from, int to) {
    long address = 0;
    int i = from;
    for (int part = 0; part < 4; part++) {
      int start = i;
      int value = 0;
      while (i < to && i < start + 3 && isDigit(text.charAt(i))) {
        value = value * 10 + (text.charAt(i++) - '0');
      }
      boolean last = part == 3;
      if (i == start
          || value > 255
          || (text.charAt(start) == '0' && i > start + 1)
          || (last ? i != to : i == to || text.charAt(i++) != '.')) {
        return NOT_IPV4;
      }
      address = address << 8 | value;
    }
    return address;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Reads the groups into a number of 128 bits, in two halves. */
  private static boolean isPrivateIpv6(String text, int from, int to) {
    int end = HeaderText.indexOf(text, '%', from, to);
    int gap = text.indexOf("::", from);
    boolean hasGap = gap >= 0 && gap + 2 <= end;
    int groups =
        hasGap ? count(text, from, gap) + count(text, gap + 2, end) : count(text, from, end);
    if (hasGap ? groups >= GROUPS : groups != GROUPS) {
      return false;
    }
    long high = 0;
    long low = 0;
    int read = 0;
    int i = from;
    while (i < end) {
      if (hasGap && i == gap) {
        for (int zero = groups; zero < GROUPS; zero++) {
          high = high << 16 | low >>> 48;
          low <<= 16;
        }
        i += 2;
        continue;
      }
      int groupEnd = HeaderText.indexOf(text, ':', i, end);
      long ipv4 = groupEnd == end ? ipv4(text, i, end) : NOT_IPV4;
      int group = ipv4 == NOT_IPV4 ? hex(text, i, groupEnd) : (int) (ipv4 >>> 16);
      if (group < 0) {
        return false;
      }
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
      read++;
      if (ipv4 != NOT_IPV4) {
        high = high << 16 | low >>> 48;
        low = low << 16 | (ipv4 & 0xffff);
        read++;
      }
      i = hasGap && groupEnd == gap ? gap : groupEnd + 1;
    }
    return read == groups && isPrivate(high, low); // else a colon was the last char
  }

  /** How many groups a part of an address has; an IPv4 address at its end is two of them. */
  private static int count(String text, int from, int to) {
    if (from == to) {
      return 0;
    }
    int groups = 1;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      groups += c == ':' ? 1 : 0;
    }
    return HeaderText.indexOf(text, '.', from, to) < to ? groups + 1 : groups;
  }

  /** The number of one to four hexadecimal digits. */
  private static int hex(String text, int from, int to) {
    if (from == to || to - from > 4) {
      return NOT_HEX;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : NOT_HEX;
      if (digit < 0) {
        return NOT_HEX;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean isPrivate(long high, long low) {
    if (high == 0) {
      return low == 1 || (low >>> 32 == 0xffff && isPrivate(low & 0xffff_ffffL));
    }
    return high >>> 57 == 0xfc >>> 1 || high >>> 54 == 0xfe80 >>> 6;
  }
}
