package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ClientFields.PORT;
import static dev.skein.testkit.contract.ClientFields.SENT;

import java.util.List;

/** What a client tells whom that sends baggage to one host only, and which headers it records. */
final class ClientGuardedCases {
  private static final String ALLOWED = "http://" + GuardedOptions.ALLOWED_HOST + ":" + PORT;
  private static final String OTHER = "http://127.0.0.1:" + PORT;
  private static final String BAGGAGE = "customer=7";

  private ClientGuardedCases() {}

  private static ClientCase of(String name) {
    return ClientCase.of("trust and privacy", name).fault(Fault.GUARDED);
  }

  static List<ClientCase> all() {
    return List.of(
        of("baggage for a host that is named")
            .url(ALLOWED + "/items")
            .caller("baggage", BAGGAGE)
            .with("server.address", GuardedOptions.ALLOWED_HOST)
            .with(SENT + "baggage", BAGGAGE),
        of("baggage for another host")
            .caller("tracestate", "rojo=1")
            .caller("baggage", BAGGAGE)
            .with("tracestate", "rojo=1")
            .with(SENT + "tracestate", "rojo=1"),
        of("baggage of the application's own for another host").header("Baggage", "mine=1"),
        redirected("redirect to a host that is named", OTHER, ALLOWED)
            .with("2: server.address", GuardedOptions.ALLOWED_HOST)
            .with("2: " + SENT + "baggage", BAGGAGE),
        redirected("redirect to another host", ALLOWED, OTHER)
            .with("server.address", GuardedOptions.ALLOWED_HOST)
            .with(SENT + "baggage", BAGGAGE),
        of("recorded header")
            .header("X-Tenant", "7")
            .with(SENT + "x-tenant", "7")
            .with("http.request.header.x-tenant", List.of("7")),
        of("recorded header with secrets")
            .header("Referer", "http://ann:pw@h.example/a?TOKEN=2&size=L")
            .with(SENT + "referer", "http://ann:pw@h.example/a?TOKEN=2&size=L")
            .with(
                "http.request.header.referer",
                List.of("http://REDACTED:REDACTED@h.example/a?TOKEN=REDACTED&size=L")),
        of("header that is never recorded")
            .header("Authorization", "Bearer geheim")
            .with(SENT + "authorization", "Bearer geheim"),
        of("recorded header of the response")
            .script(
                exchange ->
                    exchange.respond(
                        201, TargetExchange.BODY, "LOCATION: /items/7", "Set-Cookie: session=1"))
            .status(201)
            .with("http.response.header.location", List.of("/items/7")),
        of("recorded header of an error")
            .script(exchange -> exchange.respond(503, TargetExchange.BODY, "Location: /b?sig=1"))
            .status(503)
            .error("503")
            .with("http.response.header.location", List.of("/b?sig=REDACTED")));
  }

  private static ClientCase redirected(String name, String from, String to) {
    return of(name)
        .followRedirects()
        .url(from + "/items")
        .caller("baggage", BAGGAGE)
        .script(
            exchange -> {
              if (exchange.number() == 0) {
                String port = Integer.toString(exchange.port());
                exchange.respond(302, "", "Location: " + to.replace(PORT, port) + "/elsewhere");
              } else {
                exchange.respond(200, TargetExchange.BODY);
              }
            })
        .times(2)
        .with("http.response.status_code", 302L)
        .with("http.response.header.location", List.of(to + "/elsewhere"))
        .with("2: url.full", to + "/elsewhere")
        .with("2: http.request.resend_count", 1L);
  }
}
