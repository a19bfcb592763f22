package dev.skein.it.contract.vertx;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** The server, once per event loop; all instances share one port. */
public final class Server extends AbstractVerticle {
  /** Any free port, the same for all instances of a deployment. */
  private static final int SHARED_RANDOM_PORT = -1;

  /** Enough for the most that has to be taken of baggage and trace state. */
  private static final int MAX_HEADERS = 16_384;

  private static final AtomicInteger PORT = new AtomicInteger();

  /** The port, as soon as one instance listens. */
  static int port() {
    return PORT.get();
  }

  @Override
  public void start(Promise<Void> started) {
    Vertx vertx = getVertx();
    vertx
        .createHttpServer(new HttpServerOptions().setMaxHeaderSize(MAX_HEADERS))
        .requestHandler(Routes.router(vertx))
        .listen(SHARED_RANDOM_PORT, "127.0.0.1")
        .onSuccess(
            server -> {
              PORT.set(server.actualPort());
              started.complete();
            })
        .onFailure(started::fail);
  }
}
