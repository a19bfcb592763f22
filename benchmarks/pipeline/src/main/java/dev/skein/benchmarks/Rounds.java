package dev.skein.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the figures of several rounds, in the order in which each was first seen, for their
 * medians. Not thread-safe.
 */
public final class Rounds {
  private record Key(
      String testCase, String subject, String metric, String unit, Map<String, Object> params) {}

  private final String suite;
  private final Map<Key, List<Double>> values = new LinkedHashMap<>();

  /** Nothing yet. */
  public Rounds(String suite) {
    this.suite = suite;
  }

  /** Adds the value of one round. */
  public void add(String testCase, String subject, String metric, double value, String unit) {
    add(testCase, subject, metric, value, unit, Map.of());
  }

  /** Adds the value of one round. */
  public void add(
      String testCase,
      String subject,
      String metric,
      double value,
      String unit,
      Map<String, Object> params) {
    List<Double> rounds =
        values.computeIfAbsent(
            new Key(testCase, subject, metric, unit, params), absent -> new ArrayList<>());
    if (Double.isFinite(value)) { // it is not when nothing was delivered
      rounds.add(value);
    }
  }

  /** Writes every median. */
  public void writeTo(Results results) {
    values.forEach(
        (key, rounds) ->
            results.add(
                Figure.median(
                        suite, key.testCase(), key.subject(), key.metric(), rounds, key.unit())
                    .with(key.params())));
  }
}
