package dev.skein.it.contract.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Bodies that are large, or take their time. */
final class Streams {
  private static final int LARGE = 16 << 20;
  private static final Buffer PART = Buffer.buffer("x".repeat(64 << 10));

  private final Vertx vertx;

  Streams(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Routes whose requests must not be read into memory first. */
  void addUnbufferedTo(Router router) {
    router.post("/upload").handler(Streams::upload);
    router.get("/socket").handler(Streams::upgrade);
  }

  void addTo(Router router) {
    router.get("/chunks").handler(this::chunks);
    router.get("/events").handler(this::events);
    router.get("/large").handler(Streams::large);
    router.get("/endless").handler(this::endless);
    router.get("/cut-short").handler(this::cutShort);
    router.get("/slow").handler(routing -> vertx.setTimer(1_000, fired -> routing.end("late")));
  }

  private static void upload(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    long[] bytes = {0};
    request.handler(part -> bytes[0] += part.length());
    request
        .end()
        .onSuccess(
            end ->
                routing
                    .response()
                    .putHeader("Content-Type", "text/plain")
                    .end(Long.toString(bytes[0])))
        .onFailure(routing::fail);
  }

  private static void upgrade(RoutingContext routing) {
    routing.request().toWebSocket().onSuccess(Streams::echo).onFailure(routing::fail);
  }

  private static void echo(ServerWebSocket socket) {
    socket.textMessageHandler(socket::writeTextMessage);
  }

  private void chunks(RoutingContext routing) {
    threeParts(routing.response().setChunked(true), "chunk ");
  }

  private void events(RoutingContext routing) {
    HttpServerResponse response = routing.response().setChunked(true);
    threeParts(response.putHeader("Content-Type", "text/event-stream"), "data: tick\n\n");
  }

  private void threeParts(HttpServerResponse response, String part) {
    int[] sent = {0};
    vertx.setPeriodic(
        100,
        timer -> {
          response.write(part);
          if (++sent[0] == 3) {
            vertx.cancelTimer(timer);
            response.end();
          }
        });
  }

  private static void large(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    response.putHeader("Content-Type", "text/plain").putHeader("Content-Length", "" + LARGE);
    writeFrom(response, 0);
  }

  /** Writes as much as the client takes, and goes on when it takes more. */
  private static void writeFrom(HttpServerResponse response, int start) {
    int written = start;
    while (written < LARGE) {
      if (response.writeQueueFull()) {
        int next = written;
        response.drainHandler(drained -> writeFrom(response, next));
        return;
      }
      response.write(PART);
      written += PART.length();
    }
    response.end();
  }

  private void endless(RoutingContext routing) {
    HttpServerResponse response = routing.response().setChunked(true);
    long timer = vertx.setPeriodic(10, fired -> response.write("chunk "));
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private void cutShort(RoutingContext routing) {
    routing.response().setChunked(true).write("chunk ");
    vertx.setTimer(50, fired -> routing.fail(new IllegalStateException("no more data")));
  }
}
