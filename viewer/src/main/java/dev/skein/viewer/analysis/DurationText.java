package dev.skein.viewer.analysis;

import java.util.Locale;

/** Durations as people read them. */
public final class DurationText {
  private DurationText() {}

  /** {@code 250 ns}, {@code 12.3 µs}, {@code 1.2 ms} or {@code 2.50 s}. */
  public static String of(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 100_000) {
      return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
    double millis = nanos / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }
}
