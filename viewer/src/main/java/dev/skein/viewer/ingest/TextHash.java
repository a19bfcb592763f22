package dev.skein.viewer.ingest;

import java.nio.charset.StandardCharsets;

/** {@link String#hashCode()} of texts that are not made: attributes are found by it. */
final class TextHash {
  private static final int BASE = 31;
  private static final int BASE_2 = BASE * BASE;
  private static final int BASE_3 = BASE_2 * BASE;
  private static final int BASE_4 = BASE_3 * BASE;

  static final int TRUE = "true".hashCode();
  static final int FALSE = "false".hashCode();

  private TextHash() {}

  /** The hash code of the string that UTF-8 stands for. */
  static int ofUtf8(byte[] bytes, int from, int to) {
    int hash = 0;
    int all = 0;
    int i = from;
    // four at a time: the additions do not wait for one another
    for (; i < to - 3; i += 4) {
      byte a = bytes[i];
      byte b = bytes[i + 1];
      byte c = bytes[i + 2];
      byte d = bytes[i + 3];
      all |= a | b | c | d;
      hash = hash * BASE_4 + (a * BASE_3 + b * BASE_2 + (c * BASE + d));
    }
    for (; i < to; i++) {
      all |= bytes[i];
      hash = hash * BASE + bytes[i];
    }
    return all >= 0 ? hash : new String(bytes, from, to - from, StandardCharsets.UTF_8).hashCode();
  }

  /** The hash code of a number's decimal digits. */
  static int ofDecimal(long number) {
    int hash = 0;
    int weight = 1;
    long rest = number;
    do {
      hash += ('0' + (int) Math.abs(rest % 10)) * weight;
      weight *= BASE;
      rest /= 10;
    } while (rest != 0);
    return number < 0 ? hash + '-' * weight : hash;
  }
}
