package dev.skein.it.contract.quarkus;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Tracer;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jspecify.annotations.Nullable;

/** Ways in which the work for a request gets to another place. */
@Singleton
final class Hops {
  private static final String ADDRESS = "hops";
  private static final int PARALLEL = 4;

  private final Tracer tracer;
  private final Vertx vertx;
  private final ManagedExecutor managed;
  private final ExecutorService virtualThreads;
  private final OwnService own;
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

  Hops(
      Tracer tracer,
      Vertx vertx,
      ManagedExecutor managed,
      @VirtualThreads ExecutorService virtualThreads,
      OwnService own) {
    this.tracer = tracer;
    this.vertx = vertx;
    this.managed = managed;
    this.virtualThreads = virtualThreads;
    this.own = own;
  }

  @PostConstruct
  void open() {
    vertx.eventBus().<String>consumer(ADDRESS, this::receive);
  }

  @PreDestroy
  void close() {
    pool.shutdown();
    scheduler.shutdown();
  }

  /**
   * Goes there and comes back.
   *
   * @return the customer as seen there; null for a hop that Quarkus does not have
   */
  @Nullable Uni<String> run(String hop, HttpServerRequest request) {
    return switch (hop) {
      case "same-thread" -> Uni.createFrom().item(inside(hop));
      case "nested-scopes" -> Uni.createFrom().item(inNestedScopes(hop));
      case "late-closed-scope" -> Uni.createFrom().item(inLateClosedScope(hop));
      case "executor-service" -> inPool(hop);
      case "scheduled" -> scheduled(hop);
      case "completable-future" -> Uni.createFrom().completionStage(inFuture(hop));
      case "virtual-thread" -> onVirtualThread(hop);
      case "execute-blocking" -> uni(vertx.executeBlocking(() -> inside(hop)));
      case "event-loop-timer" -> onTimer(hop);
      case "event-bus" -> overEventBus(hop);
      case "uni" -> inUni(hop);
      case "multi" -> inMulti(hop);
      case "client-callback" -> own.client(request).plain().map(answer -> inside(hop));
      case "parallel" -> inParallel(hop);
      default -> null;
    };
  }

  /** Leaves a span where it is called. */
  String inside(String hop) {
    tracer.startSpan("in " + hop).end();
    return customer();
  }

  /** The baggage entry, empty when there is none. */
  String customer() {
    String customer = tracer.currentContext().baggage().get("customer");
    return customer == null ? "" : customer;
  }

  private String inNestedScopes(String hop) {
    Context request = tracer.currentContext();
    try (Scope outer = tracer.attach(Context.root());
        Scope inner = tracer.attach(request)) {
      return inside(hop);
    }
  }

  /** The outer scope is closed while the inner one is current. */
  private String inLateClosedScope(String hop) {
    Context request = tracer.currentContext();
    Scope outer = tracer.attach(Context.root());
    Scope inner = tracer.attach(request);
    outer.close();
    String customer = inside(hop);
    inner.close();
    return customer;
  }

  private Uni<String> inPool(String hop) {
    return Uni.createFrom()
        .completionStage(
            CompletableFuture.supplyAsync(() -> inside(hop), tracer.wrap((Executor) pool)));
  }

  private Uni<String> scheduled(String hop) {
    Callable<String> task = tracer.wrap(() -> inside(hop));
    return Uni.createFrom()
        .emitter(
            waiting -> {
              ScheduledFuture<String> scheduled =
                  scheduler.schedule(() -> complete(waiting, task), 1, TimeUnit.MILLISECONDS);
              waiting.onTermination(() -> scheduled.cancel(false));
            });
  }

  private static String complete(UniEmitter<? super String> waiting, Callable<String> task)
      throws Exception {
    String result = task.call();
    waiting.complete(result);
    return result;
  }

  private CompletableFuture<String> inFuture(String hop) {
    return managed.supplyAsync(() -> "").thenApplyAsync(nothing -> inside(hop));
  }

  private @Nullable Uni<String> onVirtualThread(String hop) {
    return LoadResource.VIRTUAL_THREADS
        ? Uni.createFrom().item(() -> inside(hop)).runSubscriptionOn(virtualThreads)
        : null;
  }

  private Uni<String> onTimer(String hop) {
    return Uni.createFrom()
        .emitter(waiting -> vertx.setTimer(1, fired -> waiting.complete(inside(hop))));
  }

  private Uni<String> overEventBus(String hop) {
    return uni(vertx.eventBus().<String>request(ADDRESS, hop).map(Message::body));
  }

  private void receive(Message<String> message) {
    message.reply(inside(message.body()));
  }

  private Uni<String> inUni(String hop) {
    return Uni.createFrom()
        .item(hop)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(this::inside);
  }

  private Uni<String> inMulti(String hop) {
    return Multi.createFrom()
        .items(hop)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(this::inside)
        .collect()
        .last();
  }

  private Uni<String> inParallel(String hop) {
    List<Uni<String>> tasks =
        Collections.nCopies(
            PARALLEL,
            Uni.createFrom()
                .item(() -> inside(hop))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    return Uni.join().all(tasks).andFailFast().map(Hops::oneOf);
  }

  /** What all of them have seen. */
  private static String oneOf(List<String> customers) {
    Set<String> different = new TreeSet<>(customers);
    return String.join(" or ", different);
  }

  private static <T> Uni<T> uni(Future<T> future) {
    return Uni.createFrom().completionStage(future.toCompletionStage());
  }
}
