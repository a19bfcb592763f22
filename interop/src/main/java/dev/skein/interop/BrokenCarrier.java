package dev.skein.interop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells, at most once a minute, that a carrier throws. */
final class BrokenCarrier {
  private static final Logger LOGGER = System.getLogger("dev.skein.interop");
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final AtomicLong QUIET_UNTIL = new AtomicLong(System.nanoTime());

  private BrokenCarrier() {}

  /** The type only: a message may hold what the request holds. */
  static void report(String action, Throwable failure) {
    try {
      long now = System.nanoTime();
      long until = QUIET_UNTIL.get();
      if (now - until >= 0 && QUIET_UNTIL.compareAndSet(until, now + PAUSE)) {
        LOGGER.log(Level.WARNING, "Failed " + action + ": " + failure.getClass().getName());
      }
    } catch (Throwable e) {
      // A logger that throws must not reach the request either.
    }
  }
}
