package dev.skein.it.contract.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import io.vertx.ext.web.handler.TimeoutHandler;

/** Requests that something else than their own handler answers, or nobody. */
final class Gates {
  private static final long LIMIT_MILLIS = 300;
  private static final long TOO_LONG_MILLIS = 5_000;

  private final Vertx vertx;

  Gates(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A handler of every request, which one of them does not survive. */
  static void beforeRouting(RoutingContext routing) {
    if (routing.normalizedPath().equals("/before-routing")) {
      throw new IllegalStateException("not today");
    }
    routing.next();
  }

  void addTo(Router router) {
    router
        .get("/secured")
        .handler(SimpleAuthenticationHandler.create().authenticate(Gates::authenticate))
        .handler(routing -> routing.end("secret"));
    router
        .get("/times-out")
        .handler(TimeoutHandler.create(LIMIT_MILLIS))
        .handler(this::takeTooLong);
    router.get("/early-hints").handler(Gates::hint);
    router.get("/reset").handler(routing -> routing.request().connection().close());
  }

  private static Future<User> authenticate(RoutingContext routing) {
    String credentials = routing.request().getHeader("Authorization");
    if (credentials == null) {
      return Future.failedFuture(new HttpException(401));
    } else if (!credentials.equals("Bearer right")) {
      return Future.failedFuture(new HttpException(403));
    }
    return Future.succeededFuture(User.create(new JsonObject().put("username", "right")));
  }

  private void takeTooLong(RoutingContext routing) {
    long timer = vertx.setTimer(TOO_LONG_MILLIS, fired -> routing.end("late"));
    routing.addEndHandler(ended -> vertx.cancelTimer(timer));
  }

  private static void hint(RoutingContext routing) {
    MultiMap hints = MultiMap.caseInsensitiveMultiMap().add("Link", "</style.css>; rel=preload");
    routing
        .response()
        .writeEarlyHints(hints)
        .onSuccess(written -> routing.end("ready"))
        .onFailure(routing::fail);
  }
}
