package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Handlers that fail. */
final class FailureCases {
  private static final String ILLEGAL_STATE = "java.lang.IllegalStateException";

  private FailureCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("broken", "/broken")
            .answer(500)
            .route("/broken")
            .error("500")
            .exception(ILLEGAL_STATE, "no stock data"),
        get("broken later", "/broken-later")
            .answer(500)
            .route("/broken-later")
            .error("500")
            .exception(ILLEGAL_STATE, "no stock data"),
        get("broken future", "/broken-future")
            .answer(500)
            .route("/broken-future")
            .error("500")
            .exception(ILLEGAL_STATE, "no stock data"),
        get("wrong", "/wrong")
            .answer(500)
            .route("/wrong")
            .error("500")
            .exception("java.lang.AssertionError", "cannot be"),
        get("unavailable", "/unavailable").answer(503).route("/unavailable").error("503"),
        get("exception that is a 409", "/conflict").answer(409).route("/conflict"),
        get("exception that is a 503", "/closed")
            .answer(503)
            .route("/closed")
            .error("503")
            .exception("java.lang.UnsupportedOperationException", "closed on Sundays"));
  }
}
