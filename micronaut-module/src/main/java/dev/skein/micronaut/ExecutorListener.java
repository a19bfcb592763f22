package dev.skein.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.scheduling.instrument.InstrumentedExecutorService;
import io.micronaut.scheduling.instrument.InstrumentedScheduledExecutorService;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Carries the scope that the application has opened itself into the tasks that it hands to
 * Micronaut's executors. The framework does the same for the {@code PropagatedContext}; this comes
 * after it, so that a task is in its request again when its scope is opened.
 */
@Singleton
@Requires(condition = TracingEnabled.class)
final class ExecutorListener implements BeanCreatedEventListener<ExecutorService>, Ordered {
  private final PropagatedContextStorage storage;

  ExecutorListener(PropagatedContextStorage storage) {
    this.storage = storage;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public ExecutorService onCreated(BeanCreatedEvent<ExecutorService> event) {
    ExecutorService executor = event.getBean();
    // as the framework: a bean that is asked for by a class of its own stays one of that class
    if (event.getBeanDefinition().getBeanType() != ExecutorService.class) {
      return executor;
    }
    return executor instanceof ScheduledExecutorService scheduled
        ? new CarryingScheduledExecutor(scheduled, storage)
        : new CarryingExecutor(executor, storage);
  }

  private record CarryingExecutor(ExecutorService target, PropagatedContextStorage storage)
      implements InstrumentedExecutorService {

    @Override
    public ExecutorService getTarget() {
      return target;
    }

    @Override
    public Runnable instrument(Runnable task) {
      return storage.carry(task);
    }

    @Override
    public <T> Callable<T> instrument(Callable<T> task) {
      return storage.carry(task);
    }
  }

  private record CarryingScheduledExecutor(
      ScheduledExecutorService target, PropagatedContextStorage storage)
      implements InstrumentedScheduledExecutorService {

    @Override
    public ScheduledExecutorService getTarget() {
      return target;
    }

    @Override
    public Runnable instrument(Runnable task) {
      return storage.carry(task);
    }

    @Override
    public <T> Callable<T> instrument(Callable<T> task) {
      return storage.carry(task);
    }
  }
}
