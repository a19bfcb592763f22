package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Several requests on one connection. */
final class PipelineCases {
  private static final String ILLEGAL_STATE = "java.lang.IllegalStateException";

  private PipelineCases() {}

  static List<ServerCase> all() {
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
}
