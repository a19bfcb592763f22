package dev.skein;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The wall clock, anchored at {@link System#nanoTime}: reading it costs one monotonic reading. The
 * anchor is taken anew every {@value #RESYNC_SECONDS} seconds, because the two clocks drift apart.
 */
final class AnchoredClock implements Clock {
  static final AnchoredClock PROCESS = new AnchoredClock(System::nanoTime, InstantSource.system());

  static final int RESYNC_SECONDS = 60;
  private static final long RESYNC_NANOS = TimeUnit.SECONDS.toNanos(RESYNC_SECONDS);

  /** So many tries make it unlikely that each of them was interrupted by a pause of the process. */
  private static final int TRIES = 3;

  private final LongSupplier monotonic;
  private final InstantSource wall;

  /** The reading of the monotonic clock at which the offset was taken. */
  private volatile long anchoredAt;

  /** What a reading of the monotonic clock is short of the time. */
  private volatile long offset;

  AnchoredClock(LongSupplier monotonic, InstantSource wall) {
    this.monotonic = monotonic;
    this.wall = wall;
    anchor();
  }

  /** Takes the pair of readings that lie closest together. */
  private void anchor() {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long before = monotonic.getAsLong();
      Instant now = wall.instant();
      long taken = monotonic.getAsLong() - before;
      if (taken < shortest) {
        shortest = taken;
        long epochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        offset = epochNanos - (before + taken / 2);
        anchoredAt = before;
      }
    }
  }

  @Override
  public long nanoTime() {
    return monotonic.getAsLong();
  }

  @Override
  public long epochNanos(long nanoTime) {
    if (nanoTime - anchoredAt > RESYNC_NANOS) {
      anchor();
    }
    return nanoTime + offset;
  }
}
