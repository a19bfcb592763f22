package dev.skein.benchmarks.http;

import dev.skein.benchmarks.Results;
import java.util.List;

/** Measures the applications; see {@link Options}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Options options = Options.parse(args);
    if (options.suites().contains(HttpFigures.SUITE)) {
      try (Results results = Results.open(options.results(), HttpFigures.SUITE)) {
        for (Framework framework : options.frameworks()) {
          Versions.add(results, HttpFigures.SUITE, options, framework);
          List<Measured> measured = new HttpBenchmark(options).run(framework);
          new HttpFigures(framework, options).add(results, measured);
          print(measured);
        }
      }
    }
    if (options.suites().contains(StartupBenchmark.SUITE)) {
      try (Results results = Results.open(options.results(), StartupBenchmark.SUITE)) {
        for (Framework framework : options.frameworks()) {
          Versions.add(results, StartupBenchmark.SUITE, options, framework);
          new StartupBenchmark(options, results).run(framework);
        }
      }
    }
  }

  private static void print(List<Measured> measured) {
    System.out.printf(
        "  %-24s %12s %12s %10s %10s %10s%n",
        "", "CPU/request", "added", "B/request", "requests/s", "delivered");
    for (Measured one : measured) {
      double[] added = one.addedTo(measured.get(0));
      System.out.printf(
          "  %-24s %9.2f us %9.2f us %10.0f %10.0f %8.2f %%   added in each round: %s%n",
          one.subject().name(),
          Samples.median(one.all(Load.Round::cpuMicrosPerRequest)),
          Samples.median(added),
          Samples.median(one.all(Load.Round::bytesPerRequest)),
          Samples.median(one.all(Load.Round::requestsPerSecond)),
          one.deliveredPercent(),
          Samples.text(added));
    }
  }
}
