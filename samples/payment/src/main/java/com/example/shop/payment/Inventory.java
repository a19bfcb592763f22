package com.example.shop.payment;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;

/** The stock service, as the payment service calls it. */
final class Inventory {
  private final WebClient client;
  private final String url;

  Inventory(WebClient client, String url) {
    this.client = client;
    this.url = url;
  }

  Future<JsonObject> reserve(String item, int quantity) {
    return client
        .postAbs(url + "/reservations")
        .sendJsonObject(new JsonObject().put("item", item).put("quantity", quantity))
        .recover(down -> Future.failedFuture(new ShopException(503, "The stock service is down")))
        .compose(Inventory::reservation);
  }

  private static Future<JsonObject> reservation(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 201 -> Future.succeededFuture(response.bodyAsJsonObject());
      case 404 -> Future.failedFuture(new ShopException(404, "The shop does not sell that"));
      default -> Future.failedFuture(new ShopException(502, "The stock service has a problem"));
    };
  }

  Future<Void> release(String reservation) {
    return client.deleteAbs(url + "/reservations/" + reservation).send().mapEmpty();
  }
}
