package dev.skein.it.contract.okhttp;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The application's own threads. */
final class Threads {
  static final ExecutorService WORKERS = Executors.newFixedThreadPool(64);
  static final ScheduledExecutorService TIMERS = Executors.newScheduledThreadPool(2);

  /** With a virtual thread for each task, where Java has them: since 21. */
  static final Optional<Executor> VIRTUAL = virtual();

  private Threads() {}

  private static Optional<Executor> virtual() {
    try {
      Object made = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      return Optional.of((Executor) made);
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
