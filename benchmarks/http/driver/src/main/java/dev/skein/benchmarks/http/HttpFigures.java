package dev.skein.benchmarks.http;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The figures of one framework's rounds. */
final class HttpFigures {
  static final String SUITE = "http";

  private final Framework framework;
  private final Map<String, Object> params;

  HttpFigures(Framework framework, Options options) {
    this.framework = framework;
    this.params =
        Map.of(
            "path", options.request().path(),
            "connections", options.request().connections(),
            "traceparent", Boolean.toString(options.request().traceparent()));
  }

  /** Adds them; the first subject is the one that the others are compared with. */
  void add(Results results, List<Measured> measured) {
    for (Measured one : measured) {
      add(results, one, "cpu_per_request", one.all(Load.Round::cpuMicrosPerRequest), "us");
      add(results, one, "cpu_added_per_request", one.addedTo(measured.get(0)), "us");
      add(results, one, "bytes_per_request", one.all(Load.Round::bytesPerRequest), "B");
      add(
          results,
          one,
          "requests_per_second",
          one.all(Load.Round::requestsPerSecond),
          "requests/s");
      if (one.subject().traces()) {
        add(results, one, "delivered", new double[] {one.deliveredPercent()}, "%");
      }
    }
  }

  private void add(Results results, Measured one, String metric, double[] rounds, String unit) {
    List<Double> values = Arrays.stream(rounds).boxed().toList();
    results.add(
        Figure.median(SUITE, framework.id(), one.subject().name(), metric, values, unit)
            .with(params));
  }
}
