package dev.skein;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Points in time as OTLP has them: nanoseconds since 1970, what lies outside cut off. */
final class EpochNanos {
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

  private EpochNanos() {}

  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < 0) {
      return 0;
    }
    return TimeUnit.SECONDS.toNanos(Math.min(seconds, MAX_SECONDS)) + instant.getNano();
  }
}
