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

  private record Anchor(long nanoTime, long offset) {
    static Anchor now() {
      long nanoTime = System.nanoTime();
      Instant now = Instant.now();
      return new Anchor(
          nanoTime, TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - nanoTime);
    }
  }

  private volatile Anchor anchor = Anchor.now();

  private AnchoredClock() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long epochNanos(long nanoTime) {
    Anchor current = anchor;
    if (nanoTime - current.nanoTime() > RESYNC_NANOS) {
      current = Anchor.now();
      anchor = current;
    }
    return nanoTime + current.offset();
  }
}
