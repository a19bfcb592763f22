package dev.skein.it.contract.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers that take their time. */
final class Streams {
  private final Vertx vertx;

  Streams(Vertx vertx) {
    this.vertx = vertx;
  }

  void addTo(Router router) {
    router.get("/chunks").handler(this::chunks);
    router.get("/endless").handler(this::endless);
    router.get("/cut-short").handler(this::cutShort);
    router.get("/slow").handler(routing -> vertx.setTimer(1_000, fired -> routing.end("late")));
  }

  private void chunks(RoutingContext routing) {
    HttpServerResponse response = routing.response().setChunked(true);
    int[] sent = {0};
    vertx.setPeriodic(
        100,
        timer -> {
          response.write("chunk ");
          if (++sent[0] == 3) {
            vertx.cancelTimer(timer);
            response.end();
          }
        });
  }

  private void endless(RoutingContext routing) {
    HttpServerResponse response = routing.response().setChunked(true);
    long timer = vertx.setPeriodic(10, fired -> response.write("chunk "));
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private void cutShort(RoutingContext routing) {
    routing.response().setChunked(true).write("chunk ");
    vertx.setTimer(
        50,
        fired -> {
          routing.fail(new IllegalStateException("no more data"));
          routing.request().connection().close();
        });
  }
}
