package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Which route serves a request, and requests that none serves. */
final class RouteCases {
  private RouteCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("root", "/").answer(200).route("/"),
        get("item", "/items/7").answer(200).route("/items/{id}"),
        get("nested", "/shops/12/items/7").answer(200).route("/shops/{shop}/items/{id}"),
        get("variable with a pattern", "/orders/12").answer(200).route("/orders/{number}"),
        get("route without REST", "/plain").answer(200).route("/plain"),
        get("moved", "/moved").answer(302).route("/moved"),
        get("unknown item", "/items/unknown").answer(404).route("/items/{id}"),
        get("no route", "/nothing/here").answer(404),
        get("forwarded inside the server", "/forwarded").answer(200).route("/items/{id}"),
        get("left out", "/internal/state").answer(200).leavesNoSpan(),
        get("application's attributes", "/context")
            .header("baggage: customer=caf%C3%A9,basket=3")
            .answer(200)
            .route("/context")
            .with("shop.customer", "café")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("application's attributes from a worker", "/context-in-worker")
            .header("baggage: customer=caf%C3%A9,basket=3")
            .answer(200)
            .route("/context-in-worker")
            .with("shop.customer", "café")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("application's name", "/renamed")
            .answer(200)
            .route("/renamed")
            .with("name", "look around"));
  }
}
