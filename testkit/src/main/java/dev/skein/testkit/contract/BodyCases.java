package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import dev.skein.testkit.contract.ServerCase.Patience;
import java.util.List;

/** Requests with a body, and refused ones. */
final class BodyCases {
  private static final String JSON = "application/json";

  private BodyCases() {}

  static List<ServerCase> all() {
    return List.of(
        request("create", "POST", "/items")
            .body(JSON, "{\"name\":\"tea\"}")
            .answer(201)
            .route("/items"),
        request("create in chunks", "POST", "/items")
            .header("Content-Type: " + JSON)
            .header("Transfer-Encoding: chunked")
            .rawBody("8\r\n{\"name\":\r\n6\r\n\"tea\"}\r\n0\r\n\r\n")
            .answer(201)
            .route("/items"),
        request("create when told to go on", "POST", "/items")
            .header("Expect: 100-continue")
            .body(JSON, "{\"name\":\"tea\"}")
            .answer(201)
            .route("/items"),
        request("empty body", "POST", "/items").body(JSON, "").answer(400).route("/items"),
        request("malformed body", "POST", "/items")
            .body(JSON, "{\"name\":")
            .answer(400)
            .route("/items"),
        request("declined", "POST", "/charges").body(JSON, "{}").answer(402).route("/charges"),
        request("body too large", "POST", "/items")
            .header("Content-Type: " + JSON)
            .header("Content-Length: 60000000")
            .patience(Patience.TO_THE_HEAD)
            .answer(413)
            .route("/items"),
        request("unsupported body", "POST", "/items")
            .body("text/csv", "tea,1")
            .answer(415)
            .route("/items"),
        get("unacceptable", "/items").header("Accept: image/png").answer(406).route("/items"));
  }
}
