package dev.skein.it.contract;

import static dev.skein.it.contract.ParityRequest.PARENT_ID;
import static dev.skein.it.contract.ParityRequest.get;
import static dev.skein.it.contract.ParityRequest.request;
import static dev.skein.it.contract.ParityRequest.traceId;

import dev.skein.it.contract.ParityRequest.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every request, and what {@code dev.skein.http} says its span is. */
final class ParityRequests {
  private static final String JSON = "application/json";
  private static final String ILLEGAL_STATE = "java.lang.IllegalStateException";

  private static final List<List<ParityRequest>> CONNECTIONS = createConnections();

  private ParityRequests() {}

  /** The requests, by the connections that they are sent on. */
  static List<List<ParityRequest>> connections() {
    return CONNECTIONS;
  }

  private static List<List<ParityRequest>> createConnections() {
    List<List<ParityRequest>> connections = new ArrayList<>();
    Stream.of(routes(), paths(), bodies(), hosts(), versions(), traces(), failures(), endings())
        .flatMap(List::stream)
        .map(List::of)
        .forEach(connections::add);
    connections.add(pipelined());
    return List.copyOf(connections);
  }

  private static List<ParityRequest> routes() {
    return List.of(
        get("root", "/").answer(200).route("/"),
        get("item", "/items/7").answer(200).route("/items/{id}"),
        get("nested", "/shops/12/items/7").answer(200).route("/shops/{shop}/items/{id}"),
        get("variable with a pattern", "/orders/12").answer(200).route("/orders/{number}"),
        get("route without REST", "/plain").answer(200).route("/plain"),
        get("moved", "/moved").answer(302).route("/moved"),
        get("unknown item", "/items/unknown").answer(404).route("/items/{id}"),
        get("no route", "/nothing/here").answer(404),
        get("left out", "/internal/state").answer(200).leavesNoSpan(),
        request("delete", "DELETE", "/items/7")
            .header("Content-Length: 0")
            .answer(204)
            .route("/items/{id}"),
        request("head", "HEAD", "/items/7").answer(200).route("/items/{id}"),
        request("options", "OPTIONS", "/items").answer(204).route("/items"),
        request("options of the server", "OPTIONS", "*").answer(404),
        request("wrong method", "DELETE", "/items").answer(405),
        request("unknown method", "BREW", "/items/7").answer(405).otherMethod(),
        get("application's attributes", "/context")
            .header("baggage: customer=caf%C3%A9,basket=3")
            .answer(200)
            .route("/context")
            .with("shop.customer", "café")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("application's attributes from a worker", "/context-in-worker")
            .header("baggage: customer=caf%C3%A9,basket=3")
            .answer(200)
            .route("/context-in-worker")
            .with("shop.customer", "café")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("application's name", "/renamed")
            .answer(200)
            .route("/renamed")
            .with("name", "look around"));
  }

  private static List<ParityRequest> paths() {
    return List.of(
        get("query", "/items?size=L&sig=c2VjcmV0")
            .answer(200)
            .route("/items")
            .with("url.query", "size=L&sig=REDACTED"),
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

  private static List<ParityRequest> bodies() {
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
            .header("Content-Length: 30000000")
            .patience(Patience.TO_THE_HEAD)
            .answer(413)
            .route("/items"),
        request("unsupported body", "POST", "/items")
            .body("text/csv", "tea,1")
            .answer(415)
            .route("/items"),
        get("unacceptable", "/items").header("Accept: image/png").answer(406).route("/items"));
  }

  private static List<ParityRequest> hosts() {
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

  private static List<ParityRequest> versions() {
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

  private static List<ParityRequest> traces() {
    String strange = "4bf92f3577b34da6a3ce929d0e0e4736-" + PARENT_ID;
    return List.of(
        get("no caller", "/items").traceParents().answer(200).route("/items").newTrace(),
        get("random flag", "/items")
            .traceParents("00-" + traceId("random flag") + "-" + PARENT_ID + "-03")
            .answer(200)
            .route("/items")
            .with("flags", "0x303"),
        get("trace state", "/items")
            .header("tracestate: rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")
            .header("TraceState: , azul=1")
            .answer(200)
            .route("/items")
            .with("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE,azul=1"),
        get("malformed trace state", "/items")
            .header("tracestate: no pairs here")
            .answer(200)
            .route("/items"),
        get("later version", "/items")
            .traceParents("cc-" + traceId("later version") + "-" + PARENT_ID + "-01-what-is-it")
            .answer(200)
            .route("/items"),
        get("not sampled", "/items")
            .traceParents("00-" + strange + "-00")
            .answer(200)
            .leavesNoSpan(),
        get("malformed parent", "/items")
            .traceParents("00-" + strange.toUpperCase(Locale.ROOT) + "-01")
            .header("tracestate: rojo=1")
            .answer(200)
            .route("/items")
            .newTrace(),
        get("duplicated parent", "/items")
            .traceParents("00-" + strange + "-01", "00-" + strange + "-01")
            .answer(200)
            .route("/items")
            .newTrace());
  }

  private static List<ParityRequest> failures() {
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

  private static List<ParityRequest> endings() {
    return List.of(
        get("chunks", "/chunks").answer(200).route("/chunks").lastsMillis(200),
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
        request("client leaves while it sends", "POST", "/items")
            .header("Content-Type: " + JSON)
            .header("Content-Length: 100")
            .rawBody("{\"name\":")
            .noAnswer()
            .route("/items")
            .error("connection_closed"));
  }

  /** One after the other on one connection, sent before the first is answered. */
  private static List<ParityRequest> pipelined() {
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
