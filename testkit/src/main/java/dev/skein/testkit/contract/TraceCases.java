package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.PARENT_ID;
import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.traceId;

import java.util.List;
import java.util.Locale;

/** The context that the caller sends. */
final class TraceCases {
  private TraceCases() {}

  static List<ServerCase> all() {
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
}
