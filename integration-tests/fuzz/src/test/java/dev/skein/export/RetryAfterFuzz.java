package dev.skein.export;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** {@code Retry-After}: seconds, a date, or nothing. */
public final class RetryAfterFuzz {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final BigInteger MOST = BigInteger.valueOf(300);
  private static final int MAX_CHARS = 64;

  private RetryAfterFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    check(Input.latin1(data));
    check(Input.text(data));
    long seconds = new BigInteger(data.length == 0 ? new byte[1] : data).longValue() % 1_000_000;
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    Check.same(
        RetryAfter.parse(date, NOW),
        Duration.ofSeconds(Math.min(300, Math.max(0, seconds))),
        "the time until a date");
  }

  private static void check(String header) {
    Duration pause = RetryAfter.parse(header, NOW);
    Check.that(
        pause == null || (!pause.isNegative() && pause.toSeconds() <= 300),
        "a pause is bounded",
        pause);
    String value = header.trim();
    if (value.matches("[0-9]+") && header.length() <= MAX_CHARS) {
      Check.same(
          pause, Duration.ofSeconds(new BigInteger(value).min(MOST).intValue()), "the seconds");
    } else {
      // Java reads dates that are written carelessly, but none without a time
      Check.that(pause == null || value.indexOf(':') > 0, "neither seconds nor a date", value);
    }
    Check.allocates(16_384, () -> RetryAfter.parse(header, NOW));
  }
}
