package dev.skein.it.contract.vertx;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Tracer;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ways of a request from one piece of code to the next. */
final class Hops {
  private static final String ADDRESS = "hops";

  /** The application's own threads, of which no framework knows. */
  private static final ScheduledExecutorService THREADS =
      Executors.newScheduledThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "application");
            thread.setDaemon(true);
            return thread;
          });

  private final Vertx vertx;
  private final Tracer tracer;
  private final Clients clients;
  private final WorkerExecutor workers;

  Hops(Vertx vertx, Clients clients) {
    this.vertx = vertx;
    this.tracer = SkeinVertx.tracer(vertx);
    this.clients = clients;
    this.workers = vertx.createSharedWorkerExecutor("hops");
  }

  void addTo(Router router) {
    vertx.eventBus().<String>localConsumer(ADDRESS, message -> message.reply(in(message.body())));
    router.get("/context/:hop").handler(this::hop);
  }

  private void hop(RoutingContext routing) {
    String hop = String.valueOf(routing.pathParam("hop"));
    Future<String> inside = run(hop);
    if (inside == null) {
      routing.response().setStatusCode(501).end();
      return;
    }
    inside
        .map(baggage -> baggage + '\n' + span("after " + hop))
        .onSuccess(both -> routing.response().putHeader("Content-Type", "text/plain").end(both))
        .onFailure(routing::fail);
  }

  /** Runs a hop; null when there is none of that name. */
  private @Nullable Future<String> run(String hop) {
    return switch (hop) {
      case "same-thread" -> Future.succeededFuture(in(hop));
      case "nested-scopes" -> nestedScopes(hop);
      case "late-closed-scope" -> lateClosedScope(hop);
      case "executor-service" -> inExecutor(hop, THREADS);
      case "scheduled" -> scheduled(hop);
      case "completable-future" ->
          back(CompletableFuture.supplyAsync(() -> in(hop), tracer.wrap(THREADS)));
      case "virtual-thread" ->
          VirtualThreads.EXECUTOR.map(threads -> inExecutor(hop, threads)).orElse(null);
      case "worker" -> workers.executeBlocking(() -> in(hop), false);
      case "execute-blocking" -> vertx.executeBlocking(() -> in(hop));
      case "event-loop-timer" -> vertx.timer(5, TimeUnit.MILLISECONDS).map(fired -> in(hop));
      case "event-bus" -> vertx.eventBus().<String>request(ADDRESS, hop).map(reply -> reply.body());
      case "client-callback" ->
          clients.web().get(Server.port(), "127.0.0.1", "/plain").send().map(plain -> in(hop));
      case "parallel" -> parallel(hop);
      default -> null;
    };
  }

  private Future<String> nestedScopes(String hop) {
    Context request = tracer.currentContext();
    try (Scope outer = tracer.attach(Context.root());
        Scope inner = tracer.attach(request)) {
      return Future.succeededFuture(in(hop));
    }
  }

  private Future<String> lateClosedScope(String hop) {
    Context request = tracer.currentContext();
    Scope outer = tracer.attach(Context.root());
    Scope inner = tracer.attach(request);
    outer.close();
    String inside = in(hop);
    inner.close();
    return Future.succeededFuture(inside);
  }

  private Future<String> inExecutor(String hop, Executor threads) {
    return back(CompletableFuture.supplyAsync(() -> in(hop), tracer.wrap(threads)));
  }

  private Future<String> scheduled(String hop) {
    CompletableFuture<String> inside = new CompletableFuture<>();
    Callable<Boolean> task = tracer.wrap(() -> inside.complete(in(hop)));
    var scheduled = THREADS.schedule(task, 5, TimeUnit.MILLISECONDS);
    return back(inside).onFailure(failure -> scheduled.cancel(false));
  }

  private Future<String> parallel(String hop) {
    List<Future<String>> tasks =
        Stream.generate(() -> vertx.executeBlocking(() -> in(hop), false)).limit(4).toList();
    return Future.all(tasks).map(all -> tasks.get(0).result());
  }

  /** What another thread brings, on the context of the request again. */
  private Future<String> back(CompletionStage<String> elsewhere) {
    return Future.fromCompletionStage(elsewhere, vertx.getOrCreateContext());
  }

  private String in(String hop) {
    return span("in " + hop);
  }

  /** Leaves a span here, and tells the customer that the baggage names; empty when it does not. */
  private String span(String name) {
    tracer.startSpan(name).end();
    return Optional.ofNullable(tracer.currentContext().baggage().get("customer")).orElse("");
  }
}
