package dev.skein;

import dev.skein.internal.RateLimitedLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many traces callers may have recorded per second. Thread-safe and without locks; a second
 * begins with the limit's own, by the monotonic clock. Above the limit a request costs one reading
 * of the clock, one of the state, and the counting.
 */
final class SampledLimit {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final long beginNanoTime;
  private final LongAdder refused = new LongAdder();

  /** Its own: what floods of requests say must not keep other warnings from being seen. */
  private final RateLimitedLog log;

  /** The second in the left half, what was granted in it in the right half. */
  private final AtomicLong state = new AtomicLong();

  SampledLimit(int perSecond, long nanoTime, RateLimitedLog log) {
    this.perSecond = perSecond;
    this.beginNanoTime = nanoTime;
    this.log = log;
  }

  /** Whether one more trace may be recorded at this time. */
  boolean permits(long nanoTime) {
    long second = Math.max(0, (nanoTime - beginNanoTime) / SECOND_NANOS);
    while (true) {
      long before = state.get();
      // A thread that read its clock before another one began a new second counts in that one.
      boolean next = second > before >>> Integer.SIZE;
      int granted = next ? 0 : (int) before;
      if (granted >= perSecond) {
        refused.increment();
        log.warn("More callers want to be sampled than inbound.sampled-per-second allows");
        return false;
      }
      long base = next ? second << Integer.SIZE : before;
      if (state.compareAndSet(before, base + 1)) {
        return true;
      }
    }
  }

  /** How many have not been permitted so far. */
  long refused() {
    return refused.sum();
  }
}
