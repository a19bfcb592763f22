package dev.skein.it.contract.okhttp;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Tracer;
import dev.skein.okhttp.SkeinOkHttp;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;

/** The ways of a request from one piece of code to the next. */
final class Hops {
  private final Skein skein;
  private final Tracer tracer;
  private final Clients clients;
  private final String plain;

  Hops(Skein skein, Clients clients, int port) {
    this.skein = skein;
    this.tracer = skein.tracer();
    this.clients = clients;
    this.plain = "http://127.0.0.1:" + port + "/plain";
  }

  CompletionStage<String> run(String hop) {
    CompletableFuture<String> inside =
        switch (hop) {
          case "same-thread" -> CompletableFuture.completedFuture(in(hop));
          case "nested-scopes" -> CompletableFuture.completedFuture(nestedScopes(hop));
          case "late-closed-scope" -> CompletableFuture.completedFuture(lateClosedScope(hop));
          case "executor-service" -> inExecutor(hop, Threads.WORKERS);
          case "scheduled" -> scheduled(hop);
          case "completable-future" ->
              CompletableFuture.supplyAsync(() -> "", tracer.wrap((Executor) Threads.WORKERS))
                  .thenApplyAsync(nothing -> in(hop), tracer.wrap((Executor) Threads.WORKERS));
          case "virtual-thread" ->
              Threads.VIRTUAL.map(threads -> inExecutor(hop, threads)).orElseGet(Hops::missing);
          case "client-callback" -> clientCallback(hop);
          case "parallel" -> parallel(hop);
          default -> missing();
        };
    // the request waits for its hop, and goes on in its own thread
    return inside.isCompletedExceptionally()
        ? inside
        : CompletableFuture.completedStage(inside.join() + '\n' + span("after " + hop));
  }

  private static CompletableFuture<String> missing() {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("no such hop"));
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

  private CompletableFuture<String> inExecutor(String hop, Executor threads) {
    return CompletableFuture.supplyAsync(() -> in(hop), tracer.wrap(threads));
  }

  private CompletableFuture<String> scheduled(String hop) {
    CompletableFuture<String> inside = new CompletableFuture<>();
    Callable<Boolean> task = tracer.wrap(() -> inside.complete(in(hop)));
    ScheduledFuture<?> unused = Threads.TIMERS.schedule(task, 5, TimeUnit.MILLISECONDS);
    return inside;
  }

  private CompletableFuture<String> parallel(String hop) {
    List<CompletableFuture<String>> tasks =
        Stream.generate(() -> inExecutor(hop, Threads.WORKERS)).limit(4).toList();
    return CompletableFuture.allOf(tasks.toArray(new CompletableFuture<?>[0]))
        .thenApply(all -> tasks.get(0).join());
  }

  private CompletableFuture<String> clientCallback(String hop) {
    CompletableFuture<String> inside = new CompletableFuture<>();
    Callback callback =
        new Callback() {
          @Override
          public void onFailure(Call call, IOException e) {
            inside.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call call, Response response) {
            response.close();
            inside.complete(in(hop));
          }
        };
    clients
        .main()
        .newCall(new Request.Builder().url(plain).build())
        .enqueue(SkeinOkHttp.inCurrentContext(skein, callback));
    return inside;
  }

  private String in(String hop) {
    return span("in " + hop);
  }

  /** Leaves a span here, and tells the customer that the baggage names; empty when it does not. */
  private String span(String name) {
    tracer.startSpan(name).end();
    String customer = tracer.currentContext().baggage().get("customer");
    return customer == null ? "" : customer;
  }
}
