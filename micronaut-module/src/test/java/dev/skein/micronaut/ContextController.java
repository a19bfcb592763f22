package dev.skein.micronaut;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.micronaut.scheduling.annotation.Async;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Starts a span called {@code work} in every place that code of an application can run in. */
@Controller("/context")
class ContextController {
  private final Tracer tracer;
  private final Later later;
  private final ExecutorService io;
  private final TaskScheduler scheduler;

  ContextController(
      Tracer tracer,
      Later later,
      @Named(TaskExecutors.IO) ExecutorService io,
      TaskScheduler scheduler) {
    this.tracer = tracer;
    this.later = later;
    this.io = io;
    this.scheduler = scheduler;
  }

  @Singleton
  static class Later {
    private final Tracer tracer;

    Later(Tracer tracer) {
      this.tracer = tracer;
    }

    @Async
    CompletableFuture<String> work() {
      return CompletableFuture.completedFuture(startWork(tracer));
    }
  }

  private static String startWork(Tracer tracer) {
    tracer.startSpan("work").end();
    return Thread.currentThread().getName();
  }

  private String work() {
    return startWork(tracer);
  }

  @Get("/plain")
  String plain() {
    return work();
  }

  @Get("/execute-on")
  @ExecuteOn(TaskExecutors.IO)
  String executeOn() {
    return work();
  }

  @Get("/execute-on-blocking")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String executeOnBlocking() {
    return work();
  }

  @Get("/mono")
  @SingleResult
  Publisher<String> mono() {
    return Mono.fromCallable(this::work);
  }

  @Get("/mono-execute-on")
  @SingleResult
  @ExecuteOn(TaskExecutors.IO)
  Publisher<String> monoExecuteOn() {
    return Mono.fromCallable(this::work);
  }

  @Get("/mono-delay")
  Mono<String> monoDelay() {
    return Mono.delay(Duration.ofMillis(5)).map(tick -> work());
  }

  @Get("/mono-publish-on")
  Mono<String> monoPublishOn() {
    return Mono.just(1)
        .publishOn(Schedulers.boundedElastic())
        .flatMap(one -> Mono.delay(Duration.ofMillis(5)))
        .publishOn(Schedulers.parallel())
        .map(tick -> work());
  }

  @Get("/mono-subscribe-on")
  Mono<String> monoSubscribeOn() {
    return Mono.fromCallable(this::work).subscribeOn(Schedulers.boundedElastic());
  }

  @Get("/flux")
  Flux<String> flux() {
    // without the buffer, a tick that nobody has asked for yet ends the stream
    return Flux.interval(Duration.ofMillis(1))
        .take(2)
        .onBackpressureBuffer()
        .map(tick -> tick == 0 ? work() : "next");
  }

  @Get("/future")
  CompletableFuture<String> future() {
    return CompletableFuture.supplyAsync(this::work, io);
  }

  @Get("/async")
  CompletableFuture<String> async() {
    return later.work();
  }

  @Get("/executor")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String executor() throws Exception {
    return io.submit(this::work).get();
  }

  @Get("/scheduler")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String scheduler() throws Exception {
    return scheduler.schedule(Duration.ofMillis(1), this::work).get();
  }

  @Get("/raw-thread")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String rawThread() throws Exception {
    Thread thread = new Thread(tracer.wrap((Runnable) this::work));
    thread.start();
    thread.join();
    return "joined";
  }

  @Get("/manual")
  String manual() {
    Span span = tracer.startSpan("manual");
    try (Scope scope = span.makeCurrent()) {
      return work();
    } finally {
      span.end();
    }
  }

  @Get("/manual-executor")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String manualExecutor() throws Exception {
    Span span = tracer.startSpan("manual");
    try (Scope scope = span.makeCurrent()) {
      return io.submit(this::work).get();
    } finally {
      span.end();
    }
  }

  @Get("/manual-future")
  CompletableFuture<String> manualFuture() {
    Span span = tracer.startSpan("manual");
    try (Scope scope = span.makeCurrent()) {
      return CompletableFuture.supplyAsync(this::work, io).whenComplete((r, e) -> span.end());
    }
  }

  @Get("/manual-delay")
  Mono<String> manualDelay() {
    return Mono.defer(
        () -> {
          Span span = tracer.startSpan("manual");
          try (Scope scope = span.makeCurrent()) {
            CompletableFuture<String> done = new CompletableFuture<>();
            Mono.delay(Duration.ofMillis(5)).map(tick -> work()).subscribe(done::complete);
            return Mono.fromFuture(done).doOnTerminate(span::end);
          }
        });
  }

  /** Leaves a scope open, as code with a mistake in it would. */
  @Get("/leaked")
  @ExecuteOn("single")
  @SuppressWarnings("resource")
  String leaked() {
    Span span = tracer.startSpan("leaked");
    span.makeCurrent();
    span.end();
    return "leaked";
  }

  /** On the same thread as {@link #leaked()}. */
  @Get("/after-leak")
  @ExecuteOn("single")
  String afterLeak() {
    return work();
  }
}
