package dev.skein.viewer.terminal;

import java.util.Locale;
import java.util.Map;

/** Amounts of memory as people write them. */
final class ByteSize {
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("k", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("m", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("g", 1L << 30),
          Map.entry("gib", 1L << 30));

  private ByteSize() {}

  /**
   * Reads an amount such as 256MB (millions), 1GiB or, as for the JVM's heap, 512m (powers of two).
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static long parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    Long unit = UNITS.get(text.substring(digits).strip().toLowerCase(Locale.ROOT));
    if (digits == 0 || unit == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no amount of memory such as 256MB, 1GiB or 512m");
    }
    try {
      return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is more memory than there is", e);
    }
  }

  /** The amount in the largest unit that needs no fraction, or in whole MiB. */
  static String format(long bytes) {
    if (bytes >= 1_000_000 && bytes % 1_000_000 == 0) {
      return count(bytes / 1_000_000) + " MB";
    }
    return bytes < 1 << 20 ? count(bytes) + " bytes" : count(bytes >> 20) + " MiB";
  }

  /** A number with commas between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
