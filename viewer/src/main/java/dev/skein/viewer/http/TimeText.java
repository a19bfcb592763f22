package dev.skein.viewer.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Durations and moments as people write them. */
final class TimeText {
  private static final long MILLI = 1_000_000;

  private TimeText() {}

  /** A duration with its unit, such as {@code 1.5s}: ns, us, µs, ms, s, m or h. */
  static long durationNanos(String text) throws HttpProblem {
    int unit = 0;
    while (unit < text.length() && isNumeric(text.charAt(unit))) {
      unit++;
    }
    double factor =
        switch (text.substring(unit).toLowerCase(Locale.ROOT)) {
          case "ns" -> 1;
          case "us", "µs", "μs" -> 1_000;
          case "ms" -> MILLI;
          case "s" -> 1_000 * MILLI;
          case "m" -> 60_000 * MILLI;
          case "h" -> 3_600_000 * MILLI;
          default -> -1;
        };
    try {
      double nanos = Double.parseDouble(text.substring(0, unit)) * factor;
      if (nanos >= 0 && nanos < Long.MAX_VALUE) {
        return Math.round(nanos);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw HttpProblem.badRequest(
        "expected a duration with its unit, such as 100ms or 1.5s, but found \"" + text + '"');
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /**
   * A moment in nanoseconds since 1970: milliseconds since then, ISO 8601 with an offset, or how
   * long ago, such as {@code -15m} (s, m, h or d).
   */
  static long epochNanos(String text, long nowMillis) throws HttpProblem {
    try {
      if (text.startsWith("-")) {
        boolean days = text.endsWith("d");
        long nanos =
            days
                ? Math.multiplyExact(24, durationNanos(text.substring(1, text.length() - 1) + "h"))
                : durationNanos(text.substring(1));
        return Math.max(0, nowMillis * MILLI - nanos);
      }
      if (isDigits(text)) {
        return Math.multiplyExact(Long.parseLong(text), MILLI);
      }
      // a plus sign that nobody encoded
      Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      return Math.max(
          0,
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000 * MILLI), instant.getNano()));
    } catch (HttpProblem | DateTimeException | ArithmeticException | NumberFormatException e) {
      throw HttpProblem.badRequest(
          "expected a time: milliseconds since 1970, ISO 8601 such as 2026-11-23T10:15:00Z, or how"
              + " long ago, such as -15m; but found \""
              + text
              + '"');
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
