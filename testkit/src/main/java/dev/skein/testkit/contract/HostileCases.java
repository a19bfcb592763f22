package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.traceId;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Header values that nobody sends by mistake. */
final class HostileCases {
  private static final int RECORDED_LENGTH = 256;

  private HostileCases() {}

  static List<ServerCase> all() {
    String longAgent = "contract (long user agent) " + "x".repeat(2_000);
    return List.of(
        items("trace parent that is no ASCII")
            .traceParents("00-" + traceId("é") + "-00f067aa0ba902bé-01")
            .newTrace(),
        items("trace parent of 7,000 characters")
            .traceParents("00-" + "a".repeat(7_000))
            .newTrace(),
        items("trace state that is no ASCII").header("tracestate: rojo=é"),
        items("trace state with a tab").header("tracestate: rojo=\t1\t2"),
        items("trace state of 8 kB")
            .header("tracestate: " + members(32, 250))
            .with("tracestate", members(4, 250)),
        items("trace state of 33 members").header("tracestate: " + members(33, 2)),
        items("trace state over 100 lines")
            .with("tracestate", "")
            .headers(100, "tracestate: k%d=v"),
        context("baggage that is no ASCII", "customer=é,basket=3", ""),
        context("baggage of 1,000 members", "customer=tea," + members(999, 1), "tea"),
        context("baggage beyond 1,000 members", members(999, 1) + ",customer=tea", ""),
        context("baggage with percent signs", "customer=%zz%C3", "\ufffdzz\ufffd"),
        context("baggage with properties", "customer=tea;p=1;q, ,,=,basket", "tea"),
        items("user agent that is no ASCII")
            .userAgent("contract (user agent é)", "contract (user agent \u00c3\u00a9)"),
        items("user agent of 2,000 characters")
            .userAgent(longAgent, longAgent.substring(0, RECORDED_LENGTH)),
        items("forwarded by nonsense")
            .header("Forwarded: for=\"")
            .header("Forwarded: ;;,=,proto=\u0161;host=\"[\"")
            .header("X-Forwarded-For: ,,,unknown")
            .header("X-Forwarded-Proto: <script>")
            .header("X-Forwarded-Host: ]["),
        items("300 other headers").headers(300, "X-Header-%d: v"));
  }

  private static ServerCase items(String name) {
    return get(name, "/items").answer(200).route("/items");
  }

  private static ServerCase context(String name, String baggage, String customer) {
    ServerCase one =
        get(name, "/context")
            .header("baggage: " + baggage)
            .answer(200)
            .route("/context")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}"));
    return customer.isEmpty() ? one : one.with("shop.customer", customer);
  }

  private static String members(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + i + "=" + "v".repeat(length))
        .collect(Collectors.joining(","));
  }
}
