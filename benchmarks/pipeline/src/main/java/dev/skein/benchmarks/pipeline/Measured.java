package dev.skein.benchmarks.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a program printed as {@code <name>=<value>}. Immutable. */
public final class Measured {
  private final Map<String, Double> values;
  private final String prefix;

  Measured(Map<String, Double> values) {
    this(new LinkedHashMap<>(values), "");
  }

  private Measured(Map<String, Double> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  /** Those whose names begin with a prefix and a dot, to be asked for without it. */
  public Measured at(String prefix) {
    return new Measured(values, prefix + ".");
  }

  /**
   * A value.
   *
   * @throws IllegalStateException when it was not printed
   */
  public double get(String name) {
    Double value = values.get(prefix + name);
    if (value == null) {
      throw new IllegalStateException(prefix + name + " is not among " + values.keySet());
    }
    return value;
  }
}
