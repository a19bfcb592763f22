package dev.skein.it.testkit.vertx;

import dev.skein.Span;
import dev.skein.vertx.SkeinHandler;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.WebClient;

/** Fruits, whose prices come from another service; here it is the same one. */
public final class FruitVerticle extends AbstractVerticle {
  private int port;

  /** The port it listens on, once it is deployed. */
  public int port() {
    return port;
  }

  @Override
  public void start(Promise<Void> started) {
    Router router = Router.router(vertx);
    router.route().handler(SkeinHandler.create());
    router.get("/fruits/:name").handler(this::fruit);
    router.get("/prices/:name").handler(context -> context.response().end("3"));
    router.get("/forgetful").handler(this::forgetful);
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "localhost")
        .onSuccess(server -> port = server.actualPort())
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void fruit(RoutingContext context) {
    String name = context.pathParam("name");
    SkeinVertx.inSpan(
            vertx,
            "find price",
            span -> WebClient.create(vertx).get(port, "localhost", "/prices/" + name).send())
        .onSuccess(price -> context.response().end(name + " costs " + price.bodyAsString()))
        .onFailure(context::fail);
  }

  /** Starts a span and forgets about it. */
  private void forgetful(RoutingContext context) {
    Span span = SkeinVertx.tracer(vertx).startSpan("never ended");
    context.response().end(span.spanId());
  }
}
