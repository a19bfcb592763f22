package dev.skein.benchmarks.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one subject, in the order in which they were run.
 *
 * @param subject what was measured
 * @param rounds its rounds so far
 */
record Measured(Subject subject, List<Load.Round> rounds) {
  Measured(Subject subject) {
    this(subject, new ArrayList<>());
  }

  /** One figure of each round. */
  double[] all(ToDoubleFunction<Load.Round> figure) {
    return rounds.stream().mapToDouble(figure).toArray();
  }

  /** CPU per request, in microseconds, above that of the other subject's round just before. */
  double[] addedTo(Measured other) {
    double[] mine = all(Load.Round::cpuMicrosPerRequest);
    double[] others = other.all(Load.Round::cpuMicrosPerRequest);
    double[] added = new double[mine.length];
    for (int i = 0; i < added.length; i++) {
      added[i] = mine[i] - others[i];
    }
    return added;
  }

  /** Of the spans that the requests stood for. */
  double deliveredPercent() {
    long expected = rounds.stream().mapToLong(Load.Round::expectedSpans).sum();
    long spans = rounds.stream().mapToLong(Load.Round::spans).sum();
    return expected == 0 ? 0 : 100.0 * spans / expected;
  }
}
