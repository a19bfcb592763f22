package dev.skein.vertx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells, at most once a minute, that something went wrong here and that no request suffers. */
final class Complaints {
  private static final Logger LOGGER = System.getLogger("dev.skein.vertx");
  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private Complaints() {}

  /** Names the type of a failure only: a message may hold data. */
  static void report(String what, Throwable failure) {
    try {
      long now = System.nanoTime();
      long next = NEXT.get();
      if (now - next >= 0 && NEXT.compareAndSet(next, now + INTERVAL)) {
        LOGGER.log(
            Level.WARNING,
            what + " threw " + failure.getClass().getName() + "; the request is not affected");
      }
    } catch (Throwable e) {
      // a logger that fails must not fail the request either
      return;
    }
  }
}
