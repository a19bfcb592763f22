package dev.skein.it.contract.micronaut;

import dev.skein.Tracer;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.Async;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Code of the application that the framework calls on another thread. */
@Singleton
class Work {
  private final Tracer tracer;

  Work(Tracer tracer) {
    this.tracer = tracer;
  }

  /** An event with a place for what its listener has to say. */
  record Asked(String hop, CompletableFuture<String> answer) {}

  @Async(TaskExecutors.IO)
  CompletableFuture<String> later(String hop) {
    return CompletableFuture.completedFuture(Traces.leave(tracer, "in " + hop));
  }

  @EventListener
  void onAsked(Asked event) {
    event.answer().complete(Traces.leave(tracer, "in " + event.hop()));
  }
}
