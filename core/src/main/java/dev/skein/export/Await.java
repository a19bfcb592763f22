package dev.skein.export;

import dev.skein.internal.Nullable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures until a moment fixed at its creation. */
final class Await {
  private final long until;

  /**
   * Begins to measure.
   *
   * @param timeout how long to wait at most; null and negative durations are none at all
   */
  Await(@Nullable Duration timeout) {
    until = System.nanoTime() + Durations.bounded(timeout, Durations.FOR_EVER).toNanos();
  }

  /** The nanoseconds that are left, at least 0. */
  long left() {
    return Math.max(0, until - System.nanoTime());
  }

  /** Waits; an interrupt ends the wait and stays set. */
  void interruptibly(CompletableFuture<?> future) {
    try {
      future.get(left(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // The caller looks at what it waited for.
    }
  }

  /** Waits on through interrupts; whether there was one, for the caller to restore. */
  boolean uninterruptibly(CompletableFuture<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get(left(), TimeUnit.NANOSECONDS);
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (TimeoutException | ExecutionException e) {
        return interrupted;
      }
    }
  }
}
