package dev.skein.benchmarks.jmh;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.growth.GrowthSuite;
import dev.skein.benchmarks.heap.HeapSuite;
import dev.skein.benchmarks.pipeline.PipelineSuite;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the suites that need no framework: {@code jmh}, {@code pipeline}, {@code growth} and {@code
 * heap}. Each writes its figures to {@code <suite>.jsonl} in the results' directory.
 *
 * <pre>
 * --short          a few minutes instead of a quarter of an hour
 * --check          only that everything starts and measures
 * --suites A,B     only these
 * --results DIR    where the figures go; benchmarks/target/results by default
 * --jdk25 HOME     a JDK with virtual threads
 * </pre>
 */
public final class Main {
  private static final List<String> SUITES = List.of("jmh", "pipeline", "growth", "heap");

  private Extent extent = Extent.FULL;
  private List<String> suites = SUITES;
  private Path results = Path.of("benchmarks", "target", "results");
  private @Nullable Path newJdk;

  private Main(Deque<String> arguments) {
    while (!arguments.isEmpty()) {
      String argument = arguments.removeFirst();
      switch (argument) {
        case "--short" -> extent = Extent.SHORT;
        case "--check" -> extent = Extent.CHECK;
        case "--suites" -> suites = List.of(value(argument, arguments).split(",", -1));
        case "--results" -> results = Path.of(value(argument, arguments));
        case "--jdk25" -> newJdk = Path.of(value(argument, arguments));
        default -> throw new IllegalArgumentException("what is " + argument + "?");
      }
    }
    if (!SUITES.containsAll(suites)) {
      throw new IllegalArgumentException("suites are " + SUITES);
    }
  }

  private static String value(String option, Deque<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(option + " of what?");
    }
    return arguments.removeFirst();
  }

  /** Runs what the arguments say. */
  public static void main(String[] arguments) {
    if (!new Main(new ArrayDeque<>(List.of(arguments))).run()) {
      System.exit(1);
    }
  }

  private boolean run() {
    boolean complete = true;
    for (String suite : suites) {
      switch (suite) {
        case "jmh" -> complete = JmhSuite.of(extent).run(results, newJdk);
        case "pipeline" -> PipelineSuite.of(extent).run(results);
        case "growth" -> GrowthSuite.of(extent).run(results);
        case "heap" -> HeapSuite.of(extent).run(results);
        default -> throw new IllegalStateException(suite);
      }
    }
    return complete;
  }
}
