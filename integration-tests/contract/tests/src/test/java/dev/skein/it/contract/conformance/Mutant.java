package dev.skein.it.contract.conformance;

import java.util.List;

/**
 * A propagator that is broken on purpose. Immutable.
 *
 * @param name what is wrong with it
 * @param breaks the ids of requirements that it does not meet
 */
record Mutant(String name, Fault fault, List<String> breaks) {
  Mutant {
    breaks = List.copyOf(breaks);
  }

  static Mutant mutant(String name, Fault fault, String... breaks) {
    return new Mutant(name, fault, List.of(breaks));
  }

  @Override
  public String toString() {
    return name;
  }
}
