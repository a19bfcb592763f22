package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.PARENT_ID;
import static dev.skein.testkit.contract.ServerCase.get;
import static dev.skein.testkit.contract.ServerCase.traceId;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Map;

/**
 * What a server makes of its callers that trusts those from private networks only, and which
 * headers it records. The callers of the contract come from this machine.
 */
final class GuardedCases {
  private static final String PUBLIC = "203.0.113.9";

  /** OTLP's flags of a span that is known to be another process's. */
  private static final int REMOTE = 0x300;

  private static final String TENANT = "http.request.header.x-tenant";

  private GuardedCases() {}

  static List<ServerCase> all() {
    return List.of(
        get("trusted caller", "/context")
            .header("tracestate: rojo=1")
            .header("baggage: customer=tea")
            .answer(200)
            .route("/context")
            .with("tracestate", "rojo=1")
            .with("shop.customer", "tea")
            .with("shop.items", 3L)
            .with("events", List.of("looked up {}")),
        get("trusted proxies", "/items")
            .header("X-Forwarded-For: 10.1.2.3, 192.168.1.1")
            .header("Forwarded: for=\"[fd00::1]:4711\"")
            .answer(200)
            .route("/items")
            .with("client.address", "fd00::1"),
        distrusted("caller from outside")
            .header("X-Forwarded-For: " + PUBLIC)
            .with("client.address", PUBLIC),
        distrusted("caller from outside by two lines")
            .header("X-Forwarded-For: 10.0.0.1")
            .header("x-forwarded-for: " + PUBLIC)
            .with("client.address", "10.0.0.1"),
        distrusted("caller from outside by the standard")
            .header("Forwarded: for=10.0.0.1, for=\"[2001:db8::9]:80\"")
            .with("client.address", "10.0.0.1"),
        distrusted("caller that hides")
            .header("Forwarded: for=unknown")
            .with("client.address", "127.0.0.1"),
        get("caller from outside that is not sampled", "/items")
            .traceParents(
                "00-"
                    + traceId("caller from outside that is not sampled")
                    + "-"
                    + PARENT_ID
                    + "-00")
            .header("X-Forwarded-For: " + PUBLIC)
            .answer(200)
            .route("/items")
            .newTrace()
            .with("links", List.of(link("caller from outside that is not sampled", 0)))
            .with("client.address", PUBLIC),
        get("visitor from outside", "/items")
            .traceParents()
            .header("X-Forwarded-For: " + PUBLIC)
            .answer(200)
            .route("/items")
            .newTrace()
            .with("client.address", PUBLIC),
        get("recorded header", "/items")
            .header("X-Tenant: 7")
            .answer(200)
            .route("/items")
            .with(TENANT, List.of("7")),
        get("recorded header of two lines", "/items")
            .header("X-TENANT: 7")
            .header("x-tenant: 8, 9")
            .answer(200)
            .route("/items")
            .with(TENANT, List.of("7", "8, 9")),
        get("recorded header with secrets", "/items")
            .header("Referer: http://ann:pw@h.example/a;jsessionid=1?TOKEN=2&size=L&password=3")
            .answer(200)
            .route("/items")
            .with(
                "http.request.header.referer",
                List.of(
                    "http://REDACTED:REDACTED@h.example/a;jsessionid=REDACTED"
                        + "?TOKEN=REDACTED&size=L&password=REDACTED")),
        get("recorded header that is too long", "/items")
            .header("X-Tenant: " + "x".repeat(5_000))
            .answer(200)
            .route("/items")
            .with(TENANT, List.of("x".repeat(4_096))),
        get("header that is never recorded", "/secured")
            .header("Authorization: Bearer right")
            .header("Cookie: session=1")
            .answer(200)
            .route("/secured"),
        get("recorded header of the response", "/moved")
            .answer(302)
            .route("/moved")
            .with("http.response.header.location", List.of("/items")));
  }

  /** Its trace is not continued, and what it says about itself is not passed on. */
  private static ServerCase distrusted(String name) {
    return get(name, "/context")
        .header("tracestate: rojo=1")
        .header("baggage: customer=tea")
        .answer(200)
        .route("/context")
        .newTrace()
        .with("links", List.of(link(name, 1)))
        .with("shop.items", 3L)
        .with("events", List.of("looked up {}"));
  }

  /** The caller's span as a link shows it, without its state. */
  private static String link(String name, int flags) {
    int recorded = REMOTE | flags;
    return new SpanData.Link(traceId(name), PARENT_ID, "", recorded, Map.of(), 0).toString();
  }
}
