package dev.skein.benchmarks.growth;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import dev.skein.benchmarks.Rounds;
import dev.skein.benchmarks.Subjects;
import dev.skein.benchmarks.pipeline.Driver;
import dev.skein.benchmarks.pipeline.JavaProcess;
import dev.skein.benchmarks.pipeline.Measured;
import dev.skein.benchmarks.pipeline.SinkProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The suite {@code growth}: the cost of a span with 0 to 128 attributes, on 1 to 64 threads, among
 * 1 to 1,000,000 live spans, each with an exporter that discards; and with 1,000 to 1,000,000
 * spans/s offered to a sink. Skein with OpenTelemetry beside it, in turns.
 *
 * <p>OpenTelemetry has its defaults where the exporter discards, since a queue of 262,144 spans
 * with 128 attributes would not fit the heap, and is tuned where a sink takes the spans.
 */
public final class GrowthSuite {
  private static final String SUITE = "growth";
  private static final List<String> RATES =
      List.of("1000", "10000", "40000", "100000", "300000", "1000000");

  private final double seconds;
  private final double window;
  private final List<String> rates;
  private final Rounds figures = new Rounds(SUITE);

  private GrowthSuite(double seconds, double window, List<String> rates) {
    this.seconds = seconds;
    this.window = window;
    this.rates = rates;
  }

  /** All rates; or some, and shorter. */
  public static GrowthSuite of(Extent extent) {
    return switch (extent) {
      case CHECK -> new GrowthSuite(0.02, 0.5, List.of("1000"));
      case SHORT -> new GrowthSuite(0.4, 1.5, List.of("1000", "40000", "300000"));
      case FULL -> new GrowthSuite(0.7, 2.5, RATES);
    };
  }

  /** Runs it. */
  public void run(Path directory) {
    try (Results results = Results.open(directory, SUITE);
        SinkProcess sink = SinkProcess.start()) {
      results.add(Figure.text(SUITE, "", "jvm-flags", String.join(" ", JavaProcess.FLAGS)));
      for (String subject : List.of(Subjects.SKEIN, Subjects.OPENTELEMETRY)) {
        costs("attributes", subject, GrowthDriver.ATTRIBUTES);
        costs("live", subject, GrowthDriver.LIVE);
        threads(subject);
      }
      rates(sink);
      figures.writeTo(results);
    }
  }

  private Measured measure(String kind, String subject) {
    return JavaProcess.measure(
        JavaProcess.FLAGS, GrowthDriver.class, List.of(kind, subject, Double.toString(seconds)));
  }

  private void costs(String kind, String subject, List<Integer> sizes) {
    Measured measured = measure(kind, subject);
    for (int size : sizes) {
      Measured at = measured.at(Integer.toString(size));
      Map<String, Object> params = Map.of(kind, size);
      figures.add(kind, subject, "app_cpu_per_span", at.get("app-cpu"), "ns", params);
      figures.add(kind, subject, "cpu_per_span", at.get("cpu"), "ns", params);
      figures.add(kind, subject, "app_allocation_per_span", at.get("allocated"), "B", params);
    }
  }

  private void threads(String subject) {
    Measured measured = measure("threads", subject);
    for (int count : GrowthDriver.THREADS) {
      Measured at = measured.at(Integer.toString(count));
      Map<String, Object> params = Map.of("threads", count);
      double perSecond = at.get("spans-per-second");
      figures.add("threads", subject, "spans_per_second", perSecond, "spans/s", params);
      figures.add("threads", subject, "cpu_per_span", at.get("cpu"), "ns", params);
    }
  }

  private void rates(SinkProcess sink) {
    Measured bare = drive(Subjects.BARE, sink);
    for (String subject : List.of(Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED)) {
      Measured driven = drive(subject, sink);
      for (String rate : rates) {
        Measured at = driven.at(rate);
        double delivered = at.get("delivered");
        double offered = at.get("offered");
        double cpu = (at.get("cpu") - bare.at(rate).get("cpu")) / delivered;
        Map<String, Object> params = Map.of("rate", Integer.valueOf(rate));
        figures.add("rate", subject, "cpu_per_span", cpu, "ns", params);
        figures.add("rate", subject, "delivered", 100 * delivered / offered, "%", params);
        double perSecond = offered / at.get("seconds");
        figures.add("rate", subject, "offered", perSecond, "spans/s", params);
      }
    }
  }

  private Measured drive(String subject, SinkProcess sink) {
    return JavaProcess.measure(
        JavaProcess.FLAGS,
        Driver.class,
        List.of(
            subject,
            sink.uri().toString(),
            String.join(",", rates),
            Double.toString(Math.min(4, 2 * window)),
            Double.toString(window)));
  }
}
