package dev.skein.testkit.contract;

import java.util.Map;

/** What is built into a Skein under contract to see what the application notices of it. */
public enum Fault {
  /** Nothing: an ordinary Skein. */
  NONE("", ""),

  /** A sampler that throws: nothing is recorded, and nobody notices. */
  THROWING_SAMPLER("CONTRACT_SAMPLER", "throwing"),

  /**
   * A sampler that records everything, and on each span, as {@code contract.seen_at_start}, the
   * names of the attributes that it was shown.
   */
  REPORTING_SAMPLER("CONTRACT_SAMPLER", "reporting"),

  /** An exporter that throws: nothing is delivered, and nobody notices. */
  THROWING_EXPORTER("CONTRACT_EXPORTER", "throwing");

  private final String variable;
  private final String value;

  Fault(String variable, String value) {
    this.variable = variable;
    this.value = value;
  }

  /** How a service in a process of its own is asked for it. */
  Map<String, String> environment() {
    return variable.isEmpty() ? Map.of() : Map.of(variable, value);
  }
}
