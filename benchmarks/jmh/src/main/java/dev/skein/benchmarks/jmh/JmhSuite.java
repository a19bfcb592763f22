package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The suite {@code jmh}: each benchmark in a JVM of its own, on one thread and on two, and on
 * virtual threads with a JDK that has them; with {@code -prof gc}.
 *
 * <p>{@code time} is the wall clock's; {@code cpu} is that of the threads that do it, and {@code
 * process_cpu} includes the garbage collector and the subject's own threads. {@code allocation} is
 * what all threads of the JVM allocated, by operation: it includes the subject's exporter thread.
 * What the application's thread alone allocates is in the suite {@code pipeline}.
 */
final class JmhSuite {
  private static final String SUITE = "jmh";
  private static final String PACKAGE = JmhSuite.class.getPackageName() + ".";
  private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

  private final int warmUps;
  private final int iterations;
  private final TimeValue time;
  private final Extent extent;
  private boolean failed;

  private JmhSuite(int warmUps, int iterations, TimeValue time, Extent extent) {
    this.warmUps = warmUps;
    this.iterations = iterations;
    this.time = time;
    this.extent = extent;
  }

  static JmhSuite of(Extent extent) {
    return switch (extent) {
      case CHECK -> new JmhSuite(1, 1, TimeValue.milliseconds(100), extent);
      case SHORT -> new JmhSuite(3, 2, TimeValue.milliseconds(300), extent);
      case FULL -> new JmhSuite(5, 3, TimeValue.milliseconds(400), extent);
    };
  }

  /**
   * Runs it.
   *
   * @param newJdk the home of a JDK with virtual threads; null for none
   * @return whether every case gave figures, those aside that need that JDK
   */
  boolean run(Path directory, @Nullable Path newJdk) {
    try (Results results = Results.open(directory, SUITE)) {
      results.add(Figure.text(SUITE, "", "jvm-flags", String.join(" ", FLAGS)));
      Path report = directory.resolve("jmh-report.txt");
      for (Case one : Case.all(extent)) {
        run(one, Path.of(System.getProperty("java.home")), report, results);
      }
      for (Case one : Case.virtual(extent)) {
        if (newJdk == null) {
          results.add(
              Figure.missing(
                  SUITE, one.name(), one.subject(), "time", "ns/op", "no newer JDK was given"));
        } else {
          run(one, newJdk, report, results);
        }
      }
      return !failed;
    }
  }

  private void run(Case one, Path jdk, Path report, Results results) {
    try {
      Files.deleteIfExists(report);
      RunResult run = new Runner(options(one, jdk, report)).runSingle();
      var more = run.getSecondaryResults();
      write(one, "time", run.getPrimaryResult(), "ns/op", results);
      if (one.threads() > 0) {
        write(one, "cpu", more.get(CpuProfiler.WORKERS), "ns/op", results);
      }
      write(one, "process_cpu", more.get(CpuProfiler.PROCESS), "ns/op", results);
      write(one, "compiling", more.get(CpuProfiler.COMPILING), "%", results);
      write(one, "allocation", more.get("gc.alloc.rate.norm"), "B/op", results);
      if (Files.exists(report)) {
        writeDropped(one, Files.readString(report), results);
      }
      Files.deleteIfExists(report);
    } catch (RunnerException e) {
      failed = true;
      String why = e.toString();
      results.add(Figure.missing(SUITE, one.name(), one.subject(), "time", "ns/op", why));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      Case one, String metric, @Nullable Result<?> result, String unit, Results results) {
    if (result == null) {
      throw new IllegalStateException(one + " has no " + metric);
    }
    var statistics = result.getStatistics();
    results.add(
        new Figure(
                SUITE,
                one.name(),
                one.subject(),
                metric,
                statistics.getPercentile(50),
                statistics.getMin(),
                statistics.getMax(),
                (int) statistics.getN(),
                unit,
                Map.copyOf(one.params()),
                null)
            .with(Map.of("threads", one.threads() == 0 ? "virtual" : one.threads())));
  }

  private static void writeDropped(Case one, String report, Results results) {
    double dropped = Double.parseDouble(report.substring(0, report.indexOf(' ')));
    double exported = Double.parseDouble(report.substring(report.indexOf(' ') + 1));
    if (dropped > 0) {
      results.add(
          Figure.of(
                  SUITE,
                  one.name(),
                  one.subject(),
                  "dropped",
                  100 * dropped / (dropped + exported),
                  "%")
              .with(Map.copyOf(one.params()))
              .with(Map.of("threads", one.threads() == 0 ? "virtual" : one.threads())));
    }
  }

  private Options options(Case one, Path jdk, Path report) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(include(one))
            .threads(Math.max(1, one.threads()))
            .forks(1)
            .jvm(jdk.resolve("bin").resolve("java").toString())
            .jvmArgs(FLAGS.toArray(String[]::new))
            .jvmArgsAppend("-D" + Running.REPORT + "=" + report)
            // more threads leave the compilers less of two processors
            .warmupIterations(one.threads() == 1 ? warmUps : 2 * warmUps)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!one.subject().isEmpty()) {
      options.param("subject", one.subject());
    }
    one.params().forEach(options::param);
    return options.build();
  }

  /** The pattern that only the benchmark of a case matches. */
  static String include(Case one) {
    return Pattern.quote(PACKAGE + one.method()) + "$";
  }
}
