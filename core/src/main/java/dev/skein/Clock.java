package dev.skein;

/**
 * The time of spans. Thread-safe.
 *
 * <p>One reading of the monotonic clock serves as a point in time and as the base of a duration, so
 * that a duration is right whatever happens to the wall clock meanwhile.
 */
public interface Clock {
  /** The monotonic clock, in nanoseconds since an arbitrary point. */
  long nanoTime();

  /** The point in time of a reading of {@link #nanoTime}, in nanoseconds since the Unix epoch. */
  long epochNanos(long nanoTime);

  /**
   * The clock of this process: the wall clock read now and then, {@link System#nanoTime} between.
   */
  static Clock system() {
    return AnchoredClock.PROCESS;
  }
}
