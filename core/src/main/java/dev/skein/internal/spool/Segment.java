package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.util.concurrent.TimeUnit;

/** What is known about one file of records. Guarded by the thread that uses the spool. */
final class Segment {
  private static final String SUFFIX = ".seg";
  private static final long MOST_GRACE_NANOS = TimeUnit.HOURS.toNanos(1);

  /** The number of the first span in the folder. */
  final long first;

  /** The number of the first span behind it. */
  long end;

  long bytes;

  /** How many of them are read, or given up. */
  long readBytes;

  /** How old it was at a moment, and that moment. A new one ages when it is complete. */
  private long ageNanos;

  private long agedAt;

  Segment(long first, long end, long bytes) {
    this.first = first;
    this.end = end;
    this.bytes = bytes;
  }

  String name() {
    return name(first);
  }

  static String name(long first) {
    String hex = Long.toHexString(first);
    return "0".repeat(16 - hex.length()) + hex + SUFFIX;
  }

  /** The number that a file's name holds; null for another kind of file. */
  static @Nullable Long first(String name) {
    if (name.length() != 16 + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      long first = Long.parseLong(name, 0, 16, 16);
      return first >= 0 && name(first).equals(name) ? first : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** It is complete: its age is counted from now on. */
  void complete(long now) {
    ageNanos = 0;
    agedAt = now;
  }

  /**
   * Another process wrote it. How long ago, only the wall clock can tell; but a wall clock may be
   * wrong by years, so it alone never makes a segment too old: it is kept for a while in any case.
   */
  void complete(long now, long millisAgo, long maxNanos) {
    long most = maxNanos - Math.min(MOST_GRACE_NANOS, maxNanos / 2);
    long limited = Math.max(0, Math.min(millisAgo, TimeUnit.NANOSECONDS.toMillis(most)));
    ageNanos = TimeUnit.MILLISECONDS.toNanos(limited);
    agedAt = now;
  }

  boolean olderThan(long nanos, long now) {
    return ageNanos + (now - agedAt) > nanos;
  }
}
