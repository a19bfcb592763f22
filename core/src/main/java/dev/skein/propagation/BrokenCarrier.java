package dev.skein.propagation;

import dev.skein.internal.RateLimitedLog;

/** Tells, at most once a minute, that a carrier or a propagator from outside throws. */
final class BrokenCarrier {
  private static final RateLimitedLog LOG =
      new RateLimitedLog(System.getLogger("dev.skein.propagation"));

  private BrokenCarrier() {}

  /** The type only: a message may hold what the request holds. */
  static void report(String action, Throwable failure) {
    LOG.warn("Failed " + action + ": " + failure.getClass().getName());
  }
}
