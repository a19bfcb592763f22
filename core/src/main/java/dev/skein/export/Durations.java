package dev.skein.export;

import dev.skein.internal.Nullable;
import java.time.Duration;

/** Keeps durations within what can be counted in nanoseconds. */
final class Durations {
  /** What counts as for ever. */
  static final Duration FOR_EVER = Duration.ofDays(365);

  private Durations() {}

  /** The duration, or the next one to it between none at all, as null is, and the longest. */
  static Duration bounded(@Nullable Duration duration, Duration longest) {
    if (duration == null || duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(longest) > 0 ? longest : duration;
  }
}
