package dev.skein;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock, anchored at {@link System#nanoTime}: reading it costs one monotonic reading. The
 * anchor is taken anew every {@value #RESYNC_SECONDS} seconds, because the two clocks drift apart.
 */
final class AnchoredClock implements Clock {
  static final AnchoredClock PROCESS = new AnchoredClock();

  private static final int RESYNC_SECONDS = 60;
  private static final long RESYNC_NANOS = TimeUnit.SECONDS.toNanos(RESYNC_SECONDS);

  /** The reading of the monotonic clock at which the offset was taken. */
  private volatile long anchoredAt;

  /** What a reading of the monotonic clock is short of the time. */
  private volatile long offset;

  private AnchoredClock() {
    anchor();
  }

  private void anchor() {
    long nanoTime = System.nanoTime();
    Instant now = Instant.now();
    offset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - nanoTime;
    anchoredAt = nanoTime;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long epochNanos(long nanoTime) {
    if (nanoTime - anchoredAt > RESYNC_NANOS) {
      anchor();
    }
    return nanoTime + offset;
  }
}
