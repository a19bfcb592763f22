package dev.skein.it.contract.vertx;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** An executor with a virtual thread for each task, where Java has them: since 21. */
final class VirtualThreads {
  static final Optional<Executor> EXECUTOR = find();

  private VirtualThreads() {}

  private static Optional<Executor> find() {
    try {
      Object made = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      return Optional.of((Executor) made);
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
