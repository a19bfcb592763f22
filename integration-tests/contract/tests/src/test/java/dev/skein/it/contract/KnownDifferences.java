package dev.skein.it.contract;

import static dev.skein.it.contract.KnownDifference.ABSENT;

import java.util.List;
import java.util.Map;

/**
 * All differences between the servers that cannot be avoided, and why. Each has to occur exactly as
 * it is written here: one that has gone away is to be removed.
 */
final class KnownDifferences {
  private static final String NO_HOST =
      "HTTP/1.1 asks servers to refuse a request without a host, or with one that is none."
          + " Micronaut serves it.";

  private static final String UNREADABLE =
      "Micronaut answers a request that cannot be read, and with another status, before any filter"
          + " is asked.";

  private static final String MICRONAUT = "Micronaut";

  static final List<KnownDifference> ALL =
      List.of(
          new KnownDifference(
              MICRONAUT,
              List.of("no host", "host with a bad port"),
              Map.of(
                  "answer",
                  200,
                  "http.response.status_code",
                  200L,
                  "http.route",
                  "/items",
                  "name",
                  "GET /items"),
              NO_HOST),
          new KnownDifference(
              MICRONAUT,
              List.of("long target", "long header"),
              Map.of("answer", 413, "spans", 0),
              UNREADABLE),
          new KnownDifference(
              MICRONAUT,
              List.of("bad escape"),
              Map.of(
                  "url.path", "/",
                  "trace", "a new one",
                  "parent", "",
                  "flags", "0x103",
                  "server.address", ABSENT,
                  "server.port", ABSENT,
                  "user_agent.original", ABSENT),
              "Micronaut passes a request for / without headers to its filters when a target is no"
                  + " URI."));

  private KnownDifferences() {}
}
