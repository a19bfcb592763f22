package dev.skein.testkit.contract;

import dev.skein.InboundTrust;
import dev.skein.SkeinOptionsBuilder;
import java.util.List;
import java.util.Map;

/** The options of a Skein that is on its guard, in both forms. */
final class GuardedOptions {
  /** The only host that gets baggage. */
  static final String ALLOWED_HOST = "localhost";

  /** The last one is refused. */
  private static final List<String> REQUEST = List.of("x-tenant", "referer", "authorization");

  private static final List<String> RESPONSE = List.of("location", "set-cookie");

  private GuardedOptions() {}

  static void apply(SkeinOptionsBuilder options) {
    options
        .inboundTrust(InboundTrust.PRIVATE)
        .baggageAllowedHosts(List.of(ALLOWED_HOST))
        .serverCapturedRequestHeaders(REQUEST)
        .serverCapturedResponseHeaders(RESPONSE)
        .clientCapturedRequestHeaders(REQUEST)
        .clientCapturedResponseHeaders(RESPONSE);
  }

  static Map<String, String> environment() {
    return Map.of(
        "SKEIN_INBOUND_TRUST", "private",
        "SKEIN_BAGGAGE_ALLOWED_HOSTS", ALLOWED_HOST,
        "SKEIN_SERVER_CAPTURED_REQUEST_HEADERS", String.join(",", REQUEST),
        "SKEIN_SERVER_CAPTURED_RESPONSE_HEADERS", String.join(",", RESPONSE),
        "SKEIN_CLIENT_CAPTURED_REQUEST_HEADERS", String.join(",", REQUEST),
        "SKEIN_CLIENT_CAPTURED_RESPONSE_HEADERS", String.join(",", RESPONSE));
  }
}
