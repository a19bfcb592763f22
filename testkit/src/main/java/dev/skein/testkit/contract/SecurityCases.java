package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Requests that are refused, or fail, before a handler is asked. */
final class SecurityCases {
  private SecurityCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("not authenticated", "/secured").answer(401).route("/secured"),
        get("not authorized", "/secured")
            .header("Authorization: Bearer wrong")
            .answer(403)
            .route("/secured"),
        get("authorized", "/secured")
            .header("Authorization: Bearer right")
            .answer(200)
            .route("/secured"),
        get("error before routing", "/before-routing")
            .answer(500)
            .error("500")
            .exception("java.lang.IllegalStateException", "not today"));
  }
}
