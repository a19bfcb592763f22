package dev.skein.it.contract.vertx;

import dev.skein.Tracer;
import dev.skein.vertx.SkeinHandler;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ConcurrentModificationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Which path is answered how. */
final class Routes {
  private final Tracer tracer;

  private Routes(Vertx vertx) {
    this.tracer = SkeinVertx.tracer(vertx);
  }

  static Router router(Vertx vertx) {
    Clients clients = new Clients(vertx);
    Router router = Router.router(vertx);
    router.route().handler(SkeinHandler.create());
    router.route().handler(Gates::beforeRouting);
    Streams streams = new Streams(vertx);
    streams.addUnbufferedTo(router);
    router.route().handler(BodyHandler.create(false));
    new Routes(vertx).addTo(router, vertx);
    streams.addTo(router);
    new Gates(vertx).addTo(router);
    new Calls(vertx, clients).addTo(router);
    new Hops(vertx, clients).addTo(router);
    new Load(vertx, clients).addTo(router);
    return router;
  }

  private void addTo(Router router, Vertx vertx) {
    router.get("/").handler(answer(200));
    router.get("/items").produces("text/plain").handler(answer(200));
    router.post("/items").consumes("application/json").handler(Routes::create);
    router.options("/items").handler(answer(204));
    router.route("/items/:id").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(Routes::item);
    router.delete("/items/:id").handler(answer(204));
    router.put("/items/:id").handler(answer(204));
    router.patch("/items/:id").handler(answer(204));
    router.post("/charges").handler(routing -> routing.fail(402));
    router.get("/orders/:number").handler(answer(200));
    router.get("/plain").handler(answer(200));
    router.get("/unavailable").handler(answer(503));
    router
        .get("/moved")
        .handler(
            routing -> routing.response().setStatusCode(302).putHeader("Location", "/items").end());
    router.get("/internal/state").handler(answer(200));
    router.get("/empty").handler(answer(200));
    router
        .get("/status/:code")
        .handler(
            routing ->
                routing
                    .response()
                    .setStatusCode(Integer.parseInt(routing.pathParam("code")))
                    .end());
    router.get("/forwarded").handler(routing -> routing.reroute("/items/7"));

    Router shop = Router.router(vertx);
    shop.get("/items/:id").handler(answer(200));
    router.route("/shops/:shop/*").subRouter(shop);

    addFailures(router, vertx);
    addContext(router);
  }

  private static void addFailures(Router router, Vertx vertx) {
    router
        .get("/broken")
        .handler(
            routing -> {
              throw new IllegalStateException("no stock data");
            });
    router
        .get("/broken-later")
        .handler(
            routing ->
                vertx
                    .timer(5, TimeUnit.MILLISECONDS)
                    .map(
                        fired -> {
                          throw new IllegalStateException("no stock data");
                        })
                    .onFailure(routing::fail));
    router
        .get("/broken-future")
        .handler(
            routing ->
                Future.fromCompletionStage(
                        CompletableFuture.supplyAsync(
                            () -> {
                              throw new IllegalStateException("no stock data");
                            }))
                    .onFailure(routing::fail));
    router
        .get("/wrong")
        .handler(
            routing -> {
              throw new AssertionError("cannot be");
            });
    router
        .get("/conflict")
        .handler(
            routing -> {
              throw new ConcurrentModificationException("changed by somebody else");
            });
    router
        .get("/closed")
        .handler(
            routing -> {
              throw new UnsupportedOperationException("closed on Sundays");
            });
    router.route().failureHandler(Routes::answerFailure);
  }

  private static void answerFailure(RoutingContext routing) {
    Throwable failure = routing.failure();
    if (routing.response().headWritten()) {
      // too late for a status: the client shall see that something is missing
      routing.request().connection().close();
    } else if (failure instanceof ConcurrentModificationException) {
      routing.response().setStatusCode(409).end();
    } else if (failure instanceof UnsupportedOperationException) {
      routing.response().setStatusCode(503).end();
    } else {
      routing.next();
    }
  }

  private void addContext(Router router) {
    router
        .get("/context")
        .handler(
            routing -> {
              describeCurrentSpan();
              routing.end("described");
            });
    router
        .get("/context-in-worker")
        .blockingHandler(
            routing -> {
              describeCurrentSpan();
              routing.end("described");
            });
    router
        .get("/renamed")
        .handler(
            routing -> {
              tracer.currentSpan().updateName("look around");
              routing.end("renamed");
            });
    router
        .get("/slow-in-worker")
        .blockingHandler(
            routing -> {
              LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
              routing.end("late");
            });
  }

  private void describeCurrentSpan() {
    tracer
        .currentSpan()
        .setAttribute("shop.customer", tracer.currentContext().baggage().get("customer"))
        .setAttribute("shop.items", 3)
        .addEvent("looked up");
  }

  private static void create(RoutingContext routing) {
    JsonObject item;
    try {
      item = routing.body().asJsonObject();
    } catch (DecodeException e) {
      routing.fail(400, e);
      return;
    }
    routing.response().setStatusCode(item == null ? 400 : 201).end();
  }

  private static void item(RoutingContext routing) {
    String id = routing.pathParam("id");
    if ("unknown".equals(id)) {
      routing.fail(404);
    } else {
      routing.end("item " + id);
    }
  }

  private static Handler<RoutingContext> answer(int status) {
    return routing -> routing.response().setStatusCode(status).end();
  }
}
