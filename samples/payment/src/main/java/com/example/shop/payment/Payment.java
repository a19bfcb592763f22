package com.example.shop.payment;

import dev.skein.vertx.SkeinHandler;
import dev.skein.vertx.SkeinTracingOptions;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;

/** The payment service of the shop. */
public final class Payment {
  private Payment() {}

  public static void main(String[] args) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setTracingOptions(new SkeinTracingOptions().setServiceName("payment")));
    // closing Vert.x delivers the spans that still wait
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx)));
    WebClient client = WebClient.wrap(SkeinVertx.traced(vertx, vertx.createHttpClient()));
    Inventory inventory = new Inventory(client, setting("INVENTORY_URL", "http://localhost:8082"));

    Router router = Router.router(vertx);
    router.route().handler(SkeinHandler.create());
    router.route().handler(BodyHandler.create(false));
    router.post("/charges").handler(new ChargeHandler(inventory, new CardIssuer(vertx)));

    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(Integer.parseInt(setting("PAYMENT_PORT", "8081")))
        .onSuccess(server -> System.out.println("payment listens on " + server.actualPort()))
        .onFailure(
            failure -> {
              System.err.println("payment cannot listen: " + failure.getMessage());
              vertx.close();
            });
  }

  private static void close(Vertx vertx) {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
