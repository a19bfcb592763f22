package dev.skein.benchmarks.viewer;

import dev.skein.benchmarks.Arguments;
import dev.skein.benchmarks.Results;
import java.nio.file.Path;

/**
 * Measures the viewer and Zipkin in turns, each as the process that a user would start, with the
 * JVM's own defaults. Options: {@code --viewer JAR}, {@code --zipkin JAR}, {@code --results
 * DIRECTORY}, {@code --starts N}, {@code --rounds N}, {@code --seconds N}, {@code --spans N}.
 */
public final class Main {
  static final String SUITE = "viewer";

  private Main() {}

  /** Runs all measurements. */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    Path viewer = Path.of(arguments.text("--viewer", "viewer/target/skein-viewer.jar"));
    Path zipkin = Path.of(arguments.text("--zipkin", "benchmarks/viewer/target/zipkin.jar"));
    Path directory = Path.of(arguments.text("--results", "benchmarks/target/results"));
    int starts = arguments.number("--starts", 6);
    int rounds = arguments.number("--rounds", 5);
    int seconds = arguments.number("--seconds", 5);
    int spans = arguments.number("--spans", 500_000);
    arguments.end();
    Subjects subjects = new Subjects(viewer.toAbsolutePath(), zipkin.toAbsolutePath());
    try (Results results = Results.open(directory, SUITE)) {
      new StartBenchmark(subjects, results).run(starts);
      new IngestBenchmark(subjects, results).run(rounds, seconds);
      new ReadBenchmark(subjects, results).run(spans);
    }
  }
}
