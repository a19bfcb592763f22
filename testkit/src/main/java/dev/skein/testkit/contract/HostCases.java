package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Who was asked for, and by whom. */
final class HostCases {
  private HostCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("host without port", "/items")
            .host("shop.example")
            .answer(200)
            .route("/items")
            .with("server.port", 80L),
        get("host with an empty port", "/items")
            .host("shop.example:")
            .answer(200)
            .route("/items")
            .with("server.port", 80L),
        get("host with a bad port", "/items")
            .host("shop.example:x")
            .answer(400)
            .lacks("server.port"),
        get("IPv6 host", "/items")
            .host("[::1]:8080")
            .answer(200)
            .route("/items")
            .with("server.address", "::1"),
        get("empty host", "/items")
            .host("")
            .answer(200)
            .route("/items")
            .lacks("server.address", "server.port"),
        get("no host", "/items").without("Host").answer(400).lacks("server.address", "server.port"),
        get("x-forwarded", "/items")
            .header("X-Forwarded-For: 203.0.113.9, 10.0.0.1")
            .header("X-Forwarded-Proto: https")
            .header("X-Forwarded-Host: www.shop.example")
            .answer(200)
            .route("/items")
            .with("client.address", "203.0.113.9")
            .with("url.scheme", "https")
            .with("server.address", "www.shop.example")
            .with("server.port", 443L),
        get("forwarded", "/items")
            .header("Forwarded: for=\"[2001:db8::9]:4711\";proto=https;host=www.shop.example:8443")
            .header("Forwarded: for=10.0.0.1")
            .header("X-Forwarded-For: 203.0.113.9")
            .answer(200)
            .route("/items")
            .with("client.address", "2001:db8::9")
            .with("url.scheme", "https")
            .with("server.address", "www.shop.example")
            .with("server.port", 8443L));
  }
}
