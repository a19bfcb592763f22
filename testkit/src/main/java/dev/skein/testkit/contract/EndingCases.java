package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import dev.skein.testkit.contract.ServerCase.Patience;
import java.util.List;

/** What ends a span, and when. */
final class EndingCases {
  private static final String JSON = "application/json";
  private static final String ILLEGAL_STATE = "java.lang.IllegalStateException";

  private EndingCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("cut short", "/cut-short")
            .answer(200)
            .route("/cut-short")
            .error(ILLEGAL_STATE)
            .exception(ILLEGAL_STATE, "no more data"),
        get("client leaves before the answer", "/slow")
            .noAnswer()
            .route("/slow")
            .error("connection_closed"),
        get("client leaves before a worker's answer", "/slow-in-worker")
            .noAnswer()
            .route("/slow-in-worker")
            .error("connection_closed"),
        get("client leaves in the middle", "/endless")
            .patience(Patience.TO_THE_FIRST_CHUNK)
            .answer(200)
            .route("/endless")
            .error("connection_closed"),
        get("client leaves in the middle of a large body", "/large")
            .patience(Patience.TO_THE_HEAD)
            .answer(200)
            .route("/large")
            .error("connection_closed"),
        get("time limit", "/times-out").answer(503).route("/times-out").error("503"),
        get("server resets", "/reset")
            .patience(Patience.TO_THE_END)
            .with(Fields.ANSWER, 0)
            .route("/reset")
            .error("connection_closed"),
        request("client leaves while it sends", "POST", "/items")
            .header("Content-Type: " + JSON)
            .header("Content-Length: 100")
            .rawBody("{\"name\":")
            .noAnswer()
            .route("/items")
            .error("connection_closed"));
  }
}
