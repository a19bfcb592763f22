package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The pipeline's one thread. It starts with the first span, survives whatever its work throws and
 * whoever interrupts it, and ends when it is told to.
 *
 * <p>A daemon without a context class loader: it keeps neither the JVM nor an application's classes
 * alive.
 */
final class ExportWorker {
  private static final long RESTART_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MAX_PAUSE_SHIFT = 7;

  private final String name;
  private final LongSupplier step;
  private final Consumer<Throwable> onFailure;
  private final Runnable onStop;

  private final AtomicBoolean starting = new AtomicBoolean();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicBoolean stopRun = new AtomicBoolean();
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile boolean startFailed;
  private volatile long startFailedAt;

  /**
   * Creates a worker whose thread is not started yet.
   *
   * @param step does what there is to do; returns the nanoseconds until it wants to be called again
   * @param onFailure is told what {@code step} threw
   * @param onStop runs once, after the last step
   */
  ExportWorker(String name, LongSupplier step, Consumer<Throwable> onFailure, Runnable onStop) {
    this.name = name;
    this.step = step;
    this.onFailure = onFailure;
    this.onStop = onStop;
  }

  /** Starts the thread unless it runs. Cheap when it does; never throws. */
  void ensureStarted() {
    if (thread == null && !stopping) {
      start();
    }
  }

  private void start() {
    if ((startFailed && System.nanoTime() - startFailedAt < RESTART_PAUSE_NANOS)
        || !starting.compareAndSet(false, true)) {
      return;
    }
    try {
      if (thread == null && !stopping) {
        Thread created = new Thread(null, this::run, name, 0, false);
        created.setDaemon(true);
        created.setContextClassLoader(null);
        created.setUncaughtExceptionHandler((t, e) -> {});
        thread = created;
        created.start();
        startFailed = false;
      }
    } catch (Throwable e) {
      // No memory for a thread, most likely: spans wait, and the next one tries again.
      thread = null;
      startFailedAt = System.nanoTime();
      startFailed = true;
    } finally {
      starting.set(false);
    }
  }

  /** Has the next step run soon. Callable from anywhere; never waits. */
  void wake() {
    if (!signalled.get() && signalled.compareAndSet(false, true)) {
      LockSupport.unpark(thread);
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /**
   * Ends the thread after its current step and waits for that, for a while.
   *
   * @return whether everything has come to its end
   */
  boolean stop(long waitNanos) {
    stopping = true;
    Thread running = thread;
    if (running == null) {
      stopped();
      return true;
    }
    signalled.set(true);
    LockSupport.unpark(running);
    if (running == Thread.currentThread()) {
      return false;
    }
    if (!join(running, waitNanos)) {
      // Stuck in an exporter that blocks: an interrupt may free it.
      running.interrupt();
      return join(running, TimeUnit.MILLISECONDS.toNanos(100));
    }
    return true;
  }

  private static boolean join(Thread running, long waitNanos) {
    try {
      running.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !running.isAlive();
  }

  private void run() {
    try {
      int failures = 0;
      while (!stopping) {
        try {
          signalled.set(false);
          long rest = step.getAsLong();
          failures = 0;
          if (rest > 0 && !signalled.get()) {
            LockSupport.parkNanos(this, rest);
          }
          // Nobody but stop() has a reason to interrupt this thread.
          Thread.interrupted();
        } catch (Throwable e) {
          survive(e, failures++);
        }
      }
    } finally {
      thread = null;
      if (stopping) {
        stopped();
      }
    }
  }

  private void survive(Throwable e, int failures) {
    try {
      onFailure.accept(e);
    } catch (Throwable ignored) {
      // Telling did not work either; the work goes on.
    }
    LockSupport.parkNanos(this, FIRST_PAUSE_NANOS << Math.min(failures, MAX_PAUSE_SHIFT));
  }

  private void stopped() {
    if (stopRun.compareAndSet(false, true)) {
      onStop.run();
    }
  }
}
