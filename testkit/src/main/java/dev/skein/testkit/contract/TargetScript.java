package dev.skein.testkit.contract;

import java.io.IOException;

/** What a target does with a request. */
@FunctionalInterface
interface TargetScript {
  void answer(TargetExchange exchange) throws IOException;

  /** An answer of a status, with a short body where a body can be. */
  static TargetScript status(int status, String... headers) {
    return exchange -> exchange.respond(status, TargetExchange.BODY, headers);
  }
}
