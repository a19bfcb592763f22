package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import java.util.List;

/**
 * When spans ran by their own clocks. Times beyond 2262, where the sign bit of nanoseconds is set,
 * count as that end of time; a span that ended before it began took no time.
 *
 * <p>A start of zero is a time that was never set if another span of the trace began after 1970.
 * Such a span has no place of its own in time; else one of them would stretch the trace to decades.
 */
final class SpanTimes {
  /** No clock that was set shows less, no test that counts from zero takes longer. */
  private static final long YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000;

  private SpanTimes() {}

  static long start(SpanData span) {
    return clamped(span.startEpochNanos());
  }

  static long duration(SpanData span) {
    return Math.max(0, clamped(span.endEpochNanos()) - start(span));
  }

  /** Whether starts of zero are times that were never set. */
  static boolean zeroIsUnset(List<SpanData> spans) {
    long latest = 0;
    for (SpanData span : spans) {
      latest = Math.max(latest, start(span));
    }
    return zeroIsUnset(latest);
  }

  /** Whether starts of zero are times that were never set, beside one that began then. */
  static boolean zeroIsUnset(long latestStart) {
    return latestStart > YEAR_NANOS;
  }

  private static long clamped(long epochNanos) {
    return epochNanos < 0 ? Long.MAX_VALUE : epochNanos;
  }
}
