package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.request;

import dev.skein.testkit.contract.ServerCase.Patience;
import java.util.List;

/** Requests over HTTP/2, without TLS. */
final class Http2Cases {
  private Http2Cases() {}

  /** Asks for HTTP/2, which the answer speaks. */
  static ServerCase upgrade() {
    return get("upgrade to HTTP/2", "/items").http2().answer(200).route("/items");
  }

  /** At once, on the connection that has been upgraded. */
  static List<ServerCase> streams() {
    return List.of(
        get("HTTP/2", "/items/7").http2().answer(200).route("/items/{id}"),
        get("HTTP/2, no caller", "/items/7")
            .http2()
            .traceParents()
            .answer(200)
            .route("/items/{id}")
            .newTrace(),
        get("HTTP/2, not sampled", "/items/7")
            .http2()
            .traceParents("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
            .answer(200)
            .leavesNoSpan(),
        get("HTTP/2, several lines", "/context")
            .http2()
            .header("tracestate: rojo=1")
            .header("tracestate: azul=2")
            .header("baggage: basket=3")
            .header("baggage: customer=tea")
            .answer(200)
            .route("/context")
            .with("tracestate", "rojo=1,azul=2")
            .with("shop.customer", "tea")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        request("HTTP/2, upload", "POST", "/upload")
            .http2()
            .body("application/octet-stream", "tea")
            .answer(200)
            .route("/upload")
            .answerBody("3"),
        get("HTTP/2, no route", "/nothing/here").http2().answer(404),
        get("HTTP/2, broken", "/broken")
            .http2()
            .answer(500)
            .route("/broken")
            .error("500")
            .exception("java.lang.IllegalStateException", "no stock data"),
        get("HTTP/2, chunks", "/chunks")
            .http2()
            .answer(200)
            .route("/chunks")
            .answerBody("chunk chunk chunk ")
            .lastsMillis(200),
        get("HTTP/2, client resets the stream", "/endless")
            .http2()
            .patience(Patience.TO_THE_FIRST_CHUNK)
            .answer(200)
            .route("/endless")
            .error("connection_closed"));
  }
}
