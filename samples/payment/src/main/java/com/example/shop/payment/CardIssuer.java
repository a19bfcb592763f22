package com.example.shop.payment;

import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Asks whoever issued a card for the money. Takes its time, and declines cards ending in 0002. */
final class CardIssuer {
  private static final int MILLIS = 150;

  private final Vertx vertx;

  CardIssuer(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<Void> authorize(String card, int cents) {
    return SkeinVertx.inSpan(
        vertx,
        "authorize card",
        span -> {
          span.setAttribute("payment.amount_in_cents", cents);
          Promise<Void> answer = Promise.promise();
          vertx.setTimer(
              MILLIS,
              timer -> {
                if (card.endsWith("0002")) {
                  answer.fail(new ShopException(402, "The card was declined"));
                } else {
                  answer.complete();
                }
              });
          return answer.future();
        });
  }
}
