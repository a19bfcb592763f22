package dev.skein.micronaut;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import reactor.core.scheduler.Schedulers;

/**
 * Carries the context into what Reactor's schedulers run, such as a delay or what follows {@code
 * publishOn}. Micronaut carries it from signal to signal only; its own Reactor module has the same
 * hook, and the same property turns both off.
 */
@Context
@Requires(classes = Schedulers.class)
@Requires(condition = TracingEnabled.class)
@Requires(
    property = "reactor.enable-schedule-hook-context-propagation",
    notEquals = "false",
    defaultValue = "true")
final class ReactorScheduling {
  private final String key =
      ReactorScheduling.class.getName() + "@" + System.identityHashCode(this);
  private final PropagatedContextStorage storage;

  ReactorScheduling(PropagatedContextStorage storage) {
    this.storage = storage;
  }

  @PostConstruct
  void start() {
    Schedulers.onScheduleHook(key, this::carry);
  }

  @PreDestroy
  void stop() {
    Schedulers.resetOnScheduleHook(key);
  }

  private Runnable carry(Runnable task) {
    Runnable carried = storage.carry(task);
    return PropagatedContext.exists() ? PropagatedContext.wrapCurrent(carried) : carried;
  }
}
