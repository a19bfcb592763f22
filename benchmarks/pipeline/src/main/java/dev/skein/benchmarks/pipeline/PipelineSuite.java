package dev.skein.benchmarks.pipeline;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import dev.skein.benchmarks.Rounds;
import dev.skein.benchmarks.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The suite {@code pipeline}: every subject in its own process against one sink, at 40,000 spans/s
 * and flat out on one thread, in several rounds that take turns.
 *
 * <p>CPU per span is what the whole process took, without the JIT compilers, less what the bare
 * driver took in the same round, by spans that arrived.
 */
public final class PipelineSuite {
  private static final String SUITE = "pipeline";
  private static final String AT_RATE = "40000";
  private static final String FLAT_OUT = "flat-out";

  private final int rounds;
  private final double warmUp;
  private final double window;
  private final List<String> subjects;
  private final Rounds figures = new Rounds(SUITE);

  private PipelineSuite(int rounds, double warmUp, double window, List<String> subjects) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.window = window;
    this.subjects = subjects;
  }

  /** Three rounds; or one, with fewer subjects. */
  public static PipelineSuite of(Extent extent) {
    List<String> traced = new ArrayList<>(Subjects.ALL);
    traced.remove(Subjects.BARE);
    if (extent != Extent.FULL) {
      traced.remove(Subjects.SKEIN_HTTP);
    }
    return switch (extent) {
      case CHECK ->
          new PipelineSuite(1, 0.5, 1, List.of(Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED));
      case SHORT -> new PipelineSuite(1, 3, 3, traced);
      case FULL -> new PipelineSuite(3, 3, 3, traced);
    };
  }

  /** Runs it. */
  public void run(Path directory) {
    try (Results results = Results.open(directory, SUITE);
        SinkProcess sink = SinkProcess.start()) {
      results.add(Figure.text(SUITE, "", "jvm-flags", String.join(" ", JavaProcess.FLAGS)));
      if (!ProcessCpu.EXACT) {
        results.add(Figure.text(SUITE, "", "cpu", "includes the JIT compilers: this is not Linux"));
      }
      for (int round = 0; round < rounds; round++) {
        round(sink);
      }
      figures.writeTo(results);
    }
  }

  private void round(SinkProcess sink) {
    Measured bare = drive(Subjects.BARE, sink, AT_RATE).at(AT_RATE);
    double cpu = bare.get("cpu") / 1e3 / bare.get("seconds");
    atRate(Subjects.BARE, "cpu", cpu, "us/s");
    for (String subject : subjects) {
      atRate(subject, drive(subject, sink, AT_RATE).at(AT_RATE), bare);
    }
    for (String subject : subjects) {
      if (!subject.equals(Subjects.SKEIN_HTTP)) {
        flatOut(subject, drive(subject, sink, FLAT_OUT));
      }
    }
  }

  private Measured drive(String subject, SinkProcess sink, String rate) {
    return JavaProcess.measure(
        JavaProcess.FLAGS,
        Driver.class,
        List.of(
            subject,
            sink.uri().toString(),
            rate,
            Double.toString(warmUp),
            Double.toString(window)));
  }

  private void atRate(String subject, Measured measured, Measured bare) {
    double offered = measured.get("offered");
    double delivered = measured.get("delivered");
    double dropped = measured.get("dropped");
    atRate(subject, "offered", offered / measured.get("seconds"), "spans/s");
    atRate(subject, "delivered", 100 * delivered / offered, "%");
    if (dropped >= 0) {
      atRate(subject, "dropped", 100 * dropped / offered, "%");
      atRate(subject, "unaccounted", offered - delivered - dropped, "spans");
    }
    atRate(subject, "bytes_per_span", measured.get("bytes") / delivered, "B");
    atRate(subject, "cpu_per_span", above(bare, measured, "cpu") / delivered, "us");
    atRate(subject, "gc_cpu_per_span", above(bare, measured, "gc-cpu") / delivered, "us");
    atRate(subject, "app_cpu_per_span", above(bare, measured, "app-cpu") / offered, "us");
    double allocated = measured.get("allocated") - bare.get("allocated");
    atRate(subject, "app_allocation_per_span", allocated / offered, "B");
    atRate(subject, "compiling", compiling(measured), "%");
  }

  private void atRate(String subject, String metric, double value, String unit) {
    figures.add("rate", subject, metric, value, unit, Map.of("rate", Integer.valueOf(AT_RATE)));
  }

  /** What the compilers took beside what is measured: more than a little, and it was too early. */
  private static double compiling(Measured measured) {
    return 100 * measured.get("compiling-cpu") / measured.get("cpu");
  }

  private static double above(Measured bare, Measured measured, String metric) {
    return (measured.get(metric) - bare.get(metric)) / 1e3;
  }

  private void flatOut(String subject, Measured measured) {
    double seconds = measured.get("seconds");
    double offered = measured.get("offered");
    double delivered = measured.get("delivered");
    flatOut(subject, "offered_per_second", offered / seconds, "spans/s");
    flatOut(subject, "delivered_per_second", delivered / seconds, "spans/s");
    flatOut(subject, "delivered", 100 * delivered / offered, "%");
    flatOut(subject, "cpu_per_span", measured.get("cpu") / 1e3 / delivered, "us");
    flatOut(subject, "app_allocation_per_span", measured.get("allocated") / offered, "B");
    double total = measured.get("total-offered");
    double lost = total - measured.get("total-delivered");
    double dropped = measured.get("total-dropped");
    flatOut(subject, "lost", 100 * lost / total, "%");
    if (dropped >= 0) {
      flatOut(subject, "dropped", 100 * dropped / total, "%");
      flatOut(subject, "unaccounted", lost - dropped, "spans");
    }
    flatOut(subject, "compiling", compiling(measured), "%");
  }

  private void flatOut(String subject, String metric, double value, String unit) {
    figures.add(FLAT_OUT, subject, metric, value, unit);
  }
}
