package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import java.util.List;

/** Forms of the request target. */
final class PathCases {
  private PathCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("query", "/items?size=L&sig=c2VjcmV0")
            .answer(200)
            .route("/items")
            .with("url.query", "size=L&sig=REDACTED"),
        get("secrets of any case", "/items?size=L&ToKeN=a;b&PASSWORD=c&api_key=d&keys=5")
            .answer(200)
            .route("/items")
            .with("url.query", "size=L&ToKeN=REDACTED&PASSWORD=REDACTED&api_key=REDACTED&keys=5"),
        get("empty query", "/items?").answer(200).route("/items").lacks("url.query"),
        get("trailing slash", "/items/").answer(200).route("/items"),
        get("encoded path", "/items/caf%C3%A9%20au%20lait").answer(200).route("/items/{id}"),
        get("encoded slash", "/items/a%2Fb").answer(200).route("/items/{id}"),
        get("unescaped path", "/items/café")
            .answer(200)
            .route("/items/{id}")
            // the bytes of UTF-8, each taken for a char
            .with("url.path", "/items/caf\u00c3\u00a9"),
        get("bad escape", "/items/%zz").answer(400),
        get("absolute target", "http://other.example/items")
            .answer(200)
            .route("/items")
            .with("url.path", "/items"),
        get("long target", "/items?" + "x".repeat(5_000))
            .answer(414)
            .otherMethod()
            .newTrace()
            .lacks("http.request.method_original", "url.path", "url.query", "server.address")
            .lacks("server.port", "user_agent.original", "network.protocol.version"));
  }
}
