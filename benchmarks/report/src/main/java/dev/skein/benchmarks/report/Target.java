package dev.skein.benchmarks.report;

import java.util.OptionalDouble;

/**
 * A figure that was set as a goal, and what was measured.
 *
 * @param name what it is about
 * @param measured what was measured; empty if it was not
 * @param unit of both
 * @param goal the least, or the most, that is good enough
 * @param atLeast whether more is better
 */
record Target(String name, OptionalDouble measured, String unit, double goal, boolean atLeast) {
  static Target atLeast(String name, OptionalDouble measured, double goal, String unit) {
    return new Target(name, measured, unit, goal, true);
  }

  static Target atMost(String name, OptionalDouble measured, double goal, String unit) {
    return new Target(name, measured, unit, goal, false);
  }

  /** A row of the table. */
  String row() {
    String goalText = (atLeast ? "at least " : "at most ") + Numbers.plain(goal) + "\u00a0" + unit;
    return "| "
        + name
        + " | "
        + Numbers.text(measured, unit)
        + " | "
        + goalText
        + " | "
        + verdict()
        + " |";
  }

  private String verdict() {
    if (measured.isEmpty()) {
      return Numbers.NOT_MEASURED;
    }
    double value = measured.getAsDouble();
    return (atLeast ? value >= goal : value <= goal) ? "reached" : "**not reached**";
  }
}
