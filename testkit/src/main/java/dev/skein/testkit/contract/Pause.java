package dev.skein.testkit.contract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What takes its time in the contract: handlers, and clients that read slowly. */
final class Pause {
  private Pause() {}

  /** Returns when at least this time has passed, or the thread is interrupted. */
  static void millis(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits for a thread to end. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
