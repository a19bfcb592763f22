package dev.skein.it.contract.okhttp;

import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.Tracer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;

/** Work that waits and calls while its span is current: on timers, on threads, on virtual ones. */
final class Load {
  private final Tracer tracer;
  private final Clients clients;
  private final String leaf;

  Load(Skein skein, Clients clients, int port) {
    this.tracer = skein.tracer();
    this.clients = clients;
    this.leaf = "http://127.0.0.1:" + port + "/load-leaf/";
  }

  /** The id of the trace, when the work is done. */
  CompletionStage<String> run(String kind, long delayMillis) {
    return switch (kind) {
      case "loop" -> onTimers(delayMillis);
      case "worker" -> onThreads("worker", delayMillis, Threads.WORKERS);
      case "virtual" ->
          Threads.VIRTUAL
              .map(threads -> onThreads("virtual", delayMillis, threads))
              .orElseGet(
                  () -> CompletableFuture.failedStage(new UnsupportedOperationException(kind)));
      default -> CompletableFuture.failedStage(new UnsupportedOperationException(kind));
    };
  }

  private CompletionStage<String> onTimers(long delayMillis) {
    CompletableFuture<String> done = new CompletableFuture<>();
    Span span = tracer.startSpan("load work");
    try (Scope scope = span.makeCurrent()) {
      ScheduledFuture<?> unused =
          Threads.TIMERS.schedule(
              tracer.wrap(() -> call("loop").enqueue(new Leaf(span, done))),
              delayMillis,
              TimeUnit.MILLISECONDS);
    }
    return done;
  }

  private record Leaf(Span span, CompletableFuture<String> done) implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
      span.end();
      done.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      response.close();
      span.end();
      done.complete(span.traceId());
    }
  }

  private CompletionStage<String> onThreads(String kind, long delayMillis, Executor threads) {
    CompletableFuture<String> done = new CompletableFuture<>();
    threads.execute(
        tracer.wrap(
            () -> {
              Span span = tracer.startSpan("load work");
              try {
                work(span, kind, delayMillis);
                done.complete(span.traceId());
              } catch (IOException | InterruptedException e) {
                done.completeExceptionally(e);
              }
            }));
    return done;
  }

  private void work(Span span, String kind, long delayMillis)
      throws IOException, InterruptedException {
    try (Scope scope = span.makeCurrent()) {
      TimeUnit.MILLISECONDS.sleep(delayMillis);
      call(kind).execute().close();
    } finally {
      span.end();
    }
  }

  private Call call(String kind) {
    return clients.main().newCall(new Request.Builder().url(leaf + kind).build());
  }
}
