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
        get("names in upper case", "/context")
            .traceParents()
            .header("TRACEPARENT: 00-" + traceId("names in upper case") + "-" + PARENT_ID + "-01")
            .header("TRACESTATE: rojo=1")
            .header("BAGGAGE: customer=tea")
            .header("X-FORWARDED-PROTO: https")
            .answer(200)
            .route("/context")
            .with("tracestate", "rojo=1")
            .with("url.scheme", "https")
            .with("shop.customer", "tea")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("names in mixed case", "/context")
            .traceParents()
            .header("TrAcEpArEnT: 00-" + traceId("names in mixed case") + "-" + PARENT_ID + "-01")
            .header("TraceState: rojo=1")
            .header("bAgGaGe: customer=tea")
            .answer(200)
            .route("/context")
            .with("tracestate", "rojo=1")
            .with("shop.customer", "tea")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("baggage over several lines", "/context")
            .header("baggage: basket=3")
            .header("Baggage: ")
            .header("baggage: customer=caf%C3%A9;since=2019,coupon=10")
            .answer(200)
            .route("/context")
            .with("shop.customer", "café")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("blanks around the parent", "/items")
            .traceParents(
                "\t 00-" + traceId("blanks around the parent") + "-" + PARENT_ID + "-01 \t")
            .answer(200)
            .route("/items"),
        malformed("zero trace id", "00-" + "0".repeat(32) + "-" + PARENT_ID + "-01"),
        malformed(
            "zero parent id", "00-" + traceId("zero parent id") + "-" + "0".repeat(16) + "-01"),
        malformed("version ff", "ff-" + traceId("version ff") + "-" + PARENT_ID + "-01"),
        malformed("too long for its version", "00-" + strange + "-01-what-is-it"),
        malformed("later version that is too short", "cc-" + strange + "-1"),
        malformed("several parents in a line", "00-" + strange + "-01,00-" + strange + "-01"),
        malformed("empty parent", ""),
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

  private static ServerCase malformed(String name, String traceParent) {
    return get(name, "/items")
        .traceParents(traceParent)
        .header("tracestate: rojo=1")
        .answer(200)
        .route("/items")
        .newTrace();
  }
}
