package dev.skein.it.contract.micronaut;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Tracer;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The ways of a request from one piece of code to the next. */
@Singleton
class Hops {
  private static final Duration SOON = Duration.ofMillis(5);

  /** The application's own threads, of which no framework knows. */
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private final Tracer tracer;
  private final Clients clients;
  private final EmbeddedServer server;
  private final Work work;
  private final ApplicationEventPublisher<Work.Asked> events;
  private final TaskScheduler scheduler;
  private final Pools pools;

  /** The framework's threads. */
  @Singleton
  record Pools(
      @Named(TaskExecutors.IO) ExecutorService io,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
      @Named(TaskExecutors.VIRTUAL) @Nullable ExecutorService virtual) {}

  Hops(
      Tracer tracer,
      Clients clients,
      EmbeddedServer server,
      Work work,
      ApplicationEventPublisher<Work.Asked> events,
      TaskScheduler scheduler,
      Pools pools) {
    this.tracer = tracer;
    this.clients = clients;
    this.server = server;
    this.work = work;
    this.events = events;
    this.scheduler = scheduler;
    this.pools = pools;
  }

  /** Runs a hop, and tells the customer seen there; empty when there is no hop of that name. */
  Mono<String> run(String hop) {
    return switch (hop) {
      case "same-thread" -> Mono.just(in(hop));
      case "nested-scopes" -> Mono.just(nestedScopes(hop));
      case "late-closed-scope" -> Mono.just(lateClosedScope(hop));
      case "executor-service" -> in(hop, tracer.wrap(threads));
      case "scheduled" -> scheduled(hop);
      case "completable-future" -> in(hop, pools.io());
      case "virtual-thread" -> pools.virtual() == null ? Mono.empty() : in(hop, pools.virtual());
      case "worker" -> Mono.fromFuture(work.later(hop));
      case "execute-blocking" -> onBlockingThread(hop);
      case "event-loop-timer" -> Mono.delay(SOON).map(fired -> in(hop));
      case "event-bus" -> published(hop);
      case "mono" -> mono(hop);
      case "flux" -> flux(hop);
      case "client-callback" -> clientCallback(hop);
      case "parallel" -> parallel(hop);
      default -> Mono.empty();
    };
  }

  private String in(String hop) {
    return Traces.leave(tracer, "in " + hop);
  }

  private Mono<String> in(String hop, Executor executor) {
    return Mono.fromFuture(CompletableFuture.supplyAsync(() -> in(hop), executor));
  }

  private String nestedScopes(String hop) {
    Context request = tracer.currentContext();
    try (Scope outer = tracer.attach(Context.root());
        Scope inner = tracer.attach(request)) {
      return in(hop);
    }
  }

  private String lateClosedScope(String hop) {
    Context request = tracer.currentContext();
    Scope outer = tracer.attach(Context.root());
    Scope inner = tracer.attach(request);
    outer.close();
    String inside = in(hop);
    inner.close();
    return inside;
  }

  private Mono<String> scheduled(String hop) {
    CompletableFuture<String> inside = new CompletableFuture<>();
    Future<?> task = scheduler.schedule(SOON, () -> inside.complete(in(hop)));
    return Mono.fromFuture(inside).doOnCancel(() -> task.cancel(false));
  }

  private Mono<String> onBlockingThread(String hop) {
    return Mono.fromCallable(() -> in(hop))
        .subscribeOn(Schedulers.fromExecutorService(pools.blocking()));
  }

  private Mono<String> published(String hop) {
    Work.Asked event = new Work.Asked(hop, new CompletableFuture<>());
    Future<?> published = events.publishEventAsync(event);
    return Mono.fromFuture(event.answer()).doOnCancel(() -> published.cancel(false));
  }

  private Mono<String> mono(String hop) {
    return Mono.just(hop)
        .publishOn(Schedulers.boundedElastic())
        .flatMap(name -> Mono.delay(SOON).map(fired -> in(name)));
  }

  private Mono<String> flux(String hop) {
    return Flux.interval(Duration.ofMillis(1))
        .take(2)
        .publishOn(Schedulers.parallel())
        .filter(tick -> tick == 1)
        .map(tick -> in(hop))
        .single();
  }

  private Mono<String> clientCallback(String hop) {
    HttpRequest<?> plain = HttpRequest.GET(server.getURL() + "/plain");
    return Mono.from(clients.main().retrieve(plain)).map(answer -> in(hop));
  }

  private Mono<String> parallel(String hop) {
    return Flux.range(0, 4)
        .flatMap(task -> Mono.fromFuture(work.later(hop)))
        .collectList()
        .map(customers -> customers.get(0));
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
