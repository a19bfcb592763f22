package dev.skein.micronaut;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what goes wrong in here from the application, and says so once a minute at most. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class.getPackageName());
  private static final long PAUSE_NANOS = 60_000_000_000L;
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private Guard() {}

  static void report(String where, Throwable failure) {
    long now = System.nanoTime();
    long next = NEXT.get();
    if (now - next >= 0 && NEXT.compareAndSet(next, now + PAUSE_NANOS)) {
      LOG.warn("{} failed; the request goes on without it", where, failure);
    }
  }
}
