package dev.skein.testkit.contract;

import java.util.Map;

/** What is different about a Skein under contract, to see what the application notices of it. */
public enum Fault {
  /** Nothing: an ordinary Skein. */
  NONE(Map.of()),

  /** A sampler that throws: nothing is recorded, and nobody notices. */
  THROWING_SAMPLER(Map.of("CONTRACT_SAMPLER", "throwing")),

  /**
   * A sampler that records everything, and on each span, as {@code contract.seen_at_start}, the
   * names of the attributes that it was shown.
   */
  REPORTING_SAMPLER(Map.of("CONTRACT_SAMPLER", "reporting")),

  /** An exporter that throws: nothing is delivered, and nobody notices. */
  THROWING_EXPORTER(Map.of("CONTRACT_EXPORTER", "throwing")),

  /**
   * No fault, but suspicion: a Skein that trusts private callers only, sends baggage to one host
   * only, and records some headers.
   */
  GUARDED(GuardedOptions.environment());

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Map<String, String> environment;

  Fault(Map<String, String> environment) {
    this.environment = environment;
  }

  /** How a service in a process of its own is asked for it. */
  Map<String, String> environment() {
    return environment;
  }
}
