package dev.skein.it.contract.vertx;

import dev.skein.vertx.SkeinTracingOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** Listens on a free port, says which, and closes like a server that is told to stop. */
public final class VertxApp {
  private VertxApp() {}

  public static void main(String[] args) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setTracingOptions(new SkeinTracingOptions().set("excluded-paths", "/internal/*")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx)));
    vertx
        .createHttpServer()
        .requestHandler(Routes.router(vertx))
        .listen(0, "127.0.0.1")
        .onSuccess(
            server -> System.out.println("Listening on http://127.0.0.1:" + server.actualPort()))
        .onFailure(
            failure -> {
              System.err.println("Cannot listen: " + failure);
              vertx.close();
            });
  }

  private static void close(Vertx vertx) {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(8, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("Not closed: " + e);
    }
  }
}
