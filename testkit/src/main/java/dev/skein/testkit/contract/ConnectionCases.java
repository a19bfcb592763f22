package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import java.util.List;

/** Several requests on one connection. */
final class ConnectionCases {
  private static final String ILLEGAL_STATE = "java.lang.IllegalStateException";

  private ConnectionCases() {}

  /** One after the other, sent before the first is answered. */
  static List<ServerCase> pipelined() {
    return List.of(
        get("pipelined 1", "/items/7").keepAlive().answer(200).route("/items/{id}"),
        get("pipelined 2", "/broken")
            .keepAlive()
            .answer(500)
            .route("/broken")
            .error("500")
            .exception(ILLEGAL_STATE, "no stock data"),
        get("pipelined 3", "/nothing/here").keepAlive().traceParents().answer(404).newTrace(),
        get("pipelined 4", "/chunks").answer(200).route("/chunks").lastsMillis(200));
  }

  /** One after the other, each sent when the one before is answered: nothing is left of that. */
  static List<ServerCase> keptAlive() {
    return List.of(
        get("kept alive 1", "/context")
            .keepAlive()
            .header("baggage: customer=tea")
            .answer(200)
            .route("/context")
            .with("shop.customer", "tea")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("kept alive 2, no caller", "/context")
            .keepAlive()
            .traceParents()
            .answer(200)
            .route("/context")
            .newTrace()
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        request("kept alive 3, a body", "POST", "/upload")
            .keepAlive()
            .body("application/octet-stream", "tea")
            .answer(200)
            .route("/upload")
            .answerBody("3"),
        get("kept alive 4, left out", "/internal/state").keepAlive().answer(200).leavesNoSpan(),
        get("kept alive 5, failed", "/closed")
            .keepAlive()
            .answer(503)
            .route("/closed")
            .error("503")
            .exception("java.lang.UnsupportedOperationException", "closed on Sundays"),
        get("kept alive 6, no route", "/nothing/here").answer(404));
  }
}
