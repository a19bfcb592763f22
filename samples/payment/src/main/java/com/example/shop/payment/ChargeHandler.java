package com.example.shop.payment;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Reserves the item, then has the card pay for it; a card that is declined gives the item back. */
final class ChargeHandler implements Handler<RoutingContext> {
  private final Inventory inventory;
  private final CardIssuer cards;

  ChargeHandler(Inventory inventory, CardIssuer cards) {
    this.inventory = inventory;
    this.cards = cards;
  }

  @Override
  public void handle(RoutingContext request) {
    JsonObject charge = charge(request);
    if (charge == null) {
      answer(request, 400, new JsonObject().put("error", "A charge is a JSON object"));
      return;
    }
    inventory
        .reserve(charge.getString("item"), charge.getInteger("quantity"))
        .compose(reservation -> pay(charge.getString("card"), reservation))
        .onSuccess(receipt -> answer(request, 200, receipt))
        .onFailure(
            failure ->
                answer(
                    request,
                    failure instanceof ShopException shop ? shop.status() : 500,
                    new JsonObject().put("error", failure.getMessage())));
  }

  private static JsonObject charge(RoutingContext request) {
    try {
      return request.body().asJsonObject();
    } catch (DecodeException e) {
      return null;
    }
  }

  private Future<JsonObject> pay(String card, JsonObject reservation) {
    return cards
        .authorize(card, reservation.getInteger("totalInCents"))
        .map(
            new JsonObject()
                .put("reservation", reservation.getString("id"))
                .put("item", reservation.getString("item"))
                .put("quantity", reservation.getInteger("quantity"))
                .put("totalInCents", reservation.getInteger("totalInCents")))
        .recover(
            declined ->
                inventory
                    .release(reservation.getString("id"))
                    .transform(released -> Future.failedFuture(declined)));
  }

  private static void answer(RoutingContext request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }
}
