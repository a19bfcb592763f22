package dev.skein.it.reliability.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that has to pass because it is what a scenario consists of, such as an outage. */
public final class Pause {
  private Pause() {}

  /** Returns after that time, or later. */
  public static void of(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (never.await(left, TimeUnit.NANOSECONDS)) {
        throw new AssertionError("nobody counts it down");
      }
    }
  }
}
