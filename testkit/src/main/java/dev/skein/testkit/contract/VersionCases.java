package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Versions of HTTP, and its limits. */
final class VersionCases {
  private VersionCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("HTTP/1.0", "/items")
            .version("HTTP/1.0")
            .answer(200)
            .route("/items")
            .with("network.protocol.version", "1.0"),
        get("HTTP/1.0 without host", "/items")
            .version("HTTP/1.0")
            .without("Host")
            .answer(200)
            .route("/items")
            .lacks("server.address", "server.port")
            .with("network.protocol.version", "1.0"),
        get("long header", "/items").header("X-Long: " + "x".repeat(30_000)).answer(431));
  }
}
