package dev.skein.it.contract.quarkus;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Routes of Vert.x Web, without REST. */
@ApplicationScoped
public class WebRoutes {
  private static final long TIME_LIMIT_MILLIS = 300;

  void register(@Observes Router router) {
    router.get("/plain").handler(routing -> routing.end("plain"));
    router.get("/forwarded").handler(routing -> routing.reroute("/items/7"));
    router.get("/socket").handler(WebRoutes::echo);
    // for a method of REST that needs longer
    router.get("/times-out").handler(TimeoutHandler.create(TIME_LIMIT_MILLIS));
  }

  private static void echo(RoutingContext routing) {
    routing
        .request()
        .toWebSocket()
        .onSuccess(socket -> socket.textMessageHandler(text -> answer(socket, text)))
        .onFailure(routing::fail);
  }

  private static void answer(ServerWebSocket socket, String text) {
    socket.writeTextMessage(text).onFailure(failure -> socket.close());
  }
}
