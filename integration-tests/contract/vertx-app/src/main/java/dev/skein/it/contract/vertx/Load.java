package dev.skein.it.contract.vertx;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Work that waits and calls while its span is current, in each way that Vert.x has for it. */
final class Load {
  private final Vertx vertx;
  private final Tracer tracer;
  private final Clients clients;

  Load(Vertx vertx, Clients clients) {
    this.vertx = vertx;
    this.tracer = SkeinVertx.tracer(vertx);
    this.clients = clients;
  }

  void addTo(Router router) {
    router.get("/load/:kind").handler(this::load);
    router.get("/load-leaf/:kind").handler(routing -> routing.end("leaf"));
  }

  private void load(RoutingContext routing) {
    String kind = String.valueOf(routing.pathParam("kind"));
    String header = routing.request().getHeader("X-Delay-Millis");
    long delay = header == null ? 0 : Long.parseLong(header);
    Future<?> done;
    switch (kind) {
      case "loop" -> done = inLoop(delay);
      case "worker" -> done = vertx.executeBlocking(() -> block("worker", delay), false);
      case "virtual" -> {
        if (VirtualThreads.EXECUTOR.isEmpty()) {
          routing.response().setStatusCode(501).end();
          return;
        }
        done = inVirtualThread(delay);
      }
      default -> {
        routing.fail(404);
        return;
      }
    }
    done.onSuccess(through -> routing.end(tracer.currentSpan().traceId())).onFailure(routing::fail);
  }

  private Future<HttpResponse<Buffer>> inLoop(long delay) {
    return SkeinVertx.inSpan(
        vertx,
        "load work",
        span ->
            (delay > 0 ? vertx.timer(delay, TimeUnit.MILLISECONDS) : Future.succeededFuture())
                .compose(waited -> callLeaf("loop")));
  }

  private Future<Void> inVirtualThread(long delay) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    VirtualThreads.EXECUTOR
        .orElseThrow()
        .execute(
            tracer.wrap(
                () -> {
                  try {
                    block("virtual", delay);
                    done.complete(null);
                  } catch (ExecutionException | InterruptedException e) {
                    done.completeExceptionally(e);
                  }
                }));
    return Future.fromCompletionStage(done, vertx.getOrCreateContext());
  }

  private int block(String kind, long delay) throws ExecutionException, InterruptedException {
    Span span = tracer.startSpan("load work");
    try (Scope scope = span.makeCurrent()) {
      Thread.sleep(delay);
      return callLeaf(kind).toCompletionStage().toCompletableFuture().get().statusCode();
    } finally {
      span.end();
    }
  }

  private Future<HttpResponse<Buffer>> callLeaf(String kind) {
    return clients.web().get(Server.port(), "127.0.0.1", "/load-leaf/" + kind).send();
  }
}
