package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import java.util.List;

/** Every method, and what is none. */
final class MethodCases {
  private static final int RECORDED_LENGTH = 128;

  private MethodCases() {}

  static List<ServerCase> all() {
    String longMethod = "LONG-" + "M".repeat(155);
    return List.of(
        get("GET", "/items/7").answer(200).route("/items/{id}"),
        request("HEAD", "HEAD", "/items/7").answer(200).route("/items/{id}"),
        request("POST", "POST", "/items")
            .body("application/json", "{\"name\":\"tea\"}")
            .answer(201)
            .route("/items"),
        request("PUT", "PUT", "/items/7")
            .header("Content-Length: 0")
            .answer(204)
            .route("/items/{id}"),
        request("PATCH", "PATCH", "/items/7")
            .header("Content-Length: 0")
            .answer(204)
            .route("/items/{id}"),
        request("DELETE", "DELETE", "/items/7")
            .header("Content-Length: 0")
            .answer(204)
            .route("/items/{id}"),
        request("OPTIONS", "OPTIONS", "/items").answer(204).route("/items"),
        request("OPTIONS of the server", "OPTIONS", "*").answer(404),
        request("TRACE", "TRACE", "/items/7").answer(405),
        request("CONNECT", "CONNECT", "shop.example:8080").answer(404).lacks("url.path"),
        request("QUERY", "QUERY", "/items/7").header("Content-Length: 0").answer(405),
        request("wrong method", "DELETE", "/items").answer(405),
        request("unknown method", "BREW", "/items/7").answer(405).otherMethod(),
        request("method in lower case", "get", "/items/7").answer(405).otherMethod(),
        request("long unknown method", longMethod, "/items/7")
            .answer(405)
            .otherMethod()
            .with("http.request.method_original", longMethod.substring(0, RECORDED_LENGTH)));
  }
}
