package dev.skein;

import dev.skein.internal.RateLimitedLog;

/** An application's clock that may throw: it then stands still, and the span is recorded. */
final class SafeClock implements Clock {
  private final Clock clock;
  private final RateLimitedLog log;

  /** What was read last. Racy: any reading will do for a clock that is broken. */
  private long lastNanoTime;

  private long lastEpochNanos;

  private SafeClock(Clock clock, RateLimitedLog log) {
    this.clock = clock;
    this.log = log;
    lastEpochNanos = Clock.system().epochNanos(Clock.system().nanoTime());
  }

  /** A clock that does not throw; ours never does. */
  static Clock of(Clock clock, RateLimitedLog log) {
    return clock == Clock.system() ? clock : new SafeClock(clock, log);
  }

  @Override
  public long nanoTime() {
    try {
      long now = clock.nanoTime();
      lastNanoTime = now;
      return now;
    } catch (Throwable e) {
      failed(e);
      return lastNanoTime;
    }
  }

  @Override
  public long epochNanos(long nanoTime) {
    try {
      long now = clock.epochNanos(nanoTime);
      lastEpochNanos = now;
      return now;
    } catch (Throwable e) {
      failed(e);
      return lastEpochNanos;
    }
  }

  private void failed(Throwable e) {
    log.warn("The clock threw " + e.getClass().getName());
  }
}
