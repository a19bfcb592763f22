package dev.skein.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A warning that may be due very often: one line a minute, which says how many were left out.
 * Thread-safe, never throws. Control characters in the text are replaced.
 */
public final class RateLimitedLog {
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger logger;
  private final AtomicLong nextNanoTime = new AtomicLong(System.nanoTime());
  private final LongAdder suppressed = new LongAdder();

  /** A log that writes to a logger. */
  public RateLimitedLog(Logger logger) {
    this.logger = logger;
  }

  /** Writes the message, or counts it when another one was written less than a minute ago. */
  public void warn(String message) {
    long now = System.nanoTime();
    long next = nextNanoTime.get();
    if (now - next < 0 || !nextNanoTime.compareAndSet(next, now + INTERVAL_NANOS)) {
      suppressed.increment();
      return;
    }
    long left = suppressed.sumThenReset();
    try {
      logger.log(
          Level.WARNING,
          Printable.clean(message)
              + (left == 0 ? "" : " (and " + left + " more such warnings since the last one)"));
    } catch (Throwable brokenLogger) {
      // Nobody is left to be told.
    }
  }
}
