package dev.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Jazzer looks for inputs that break a promise, beginning with the kept ones: a few seconds of all
 * targets, two processes at a time, or each of them alone for as long as {@code fuzz.seconds} says.
 * With {@code fuzz.keep} the corpus grows by what was found then.
 */
class FuzzingTest {
  private static final int PROCESSES = 2;
  private static final int GROUPS = 2;
  private static final int GROUP_SECONDS = 16;

  private static final Path DIRECTORY = Path.of("target", "fuzz");
  private static final long SECONDS = Long.getLong("fuzz.seconds", 600);
  private static final boolean KEEPING = Boolean.getBoolean("fuzz.keep");
  private static final String ONLY = System.getProperty("fuzz.target", "");

  @Test
  void fuzzer_findsNoInputThatBreaksAPromise() throws Exception {
    ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
    Map<String, Long> runs = new TreeMap<>();
    try {
      List<Future<Fuzzer.Result>> results = new ArrayList<>();
      for (List<String> targets : processes()) {
        results.add(processes.submit(() -> fuzz(targets)));
      }
      for (Future<Fuzzer.Result> result : results) {
        runs.putAll(result.get().runs());
      }
    } finally {
      processes.shutdownNow();
    }
    assertThat(runs.values()).as("runs of each target").allMatch(count -> count > 0);
    report(runs);
  }

  /** The targets of each process. */
  private static List<List<String>> processes() {
    List<List<String>> processes = new ArrayList<>();
    List<String> names = ONLY.isEmpty() ? Targets.names() : List.of(ONLY);
    if (Figure.nightly()) {
      names.forEach(name -> processes.add(List.of(name)));
      return processes;
    }
    for (int group = 0; group < Math.min(GROUPS, names.size()); group++) {
      List<String> some = new ArrayList<>();
      for (int i = group; i < names.size(); i += GROUPS) {
        some.add(names.get(i));
      }
      processes.add(some);
    }
    return processes;
  }

  private static Fuzzer.Result fuzz(List<String> targets) throws Exception {
    boolean alone = targets.size() == 1;
    String name = alone ? targets.get(0) : "group-of-" + targets.get(0);
    Path directory = Fuzzer.emptied(DIRECTORY.resolve(name));
    for (int i = 0; i < targets.size(); i++) {
      Path seeds = directory.resolve("seeds");
      Corpus.of(targets.get(i)).unpack(seeds, targets.get(i), alone ? -1 : i);
    }
    long seconds = Figure.nightly() ? SECONDS : GROUP_SECONDS;
    Fuzzer.Result result =
        new Fuzzer(directory)
            .option("max_len", 4_096)
            .option("print_final_stats", 1)
            .run(GroupFuzz.class, targets, seconds);
    assertThat(result.exitCode())
        .as("%s: %s, more in %s", name, result.conclusion(), directory)
        .isZero();
    if (alone && KEEPING) {
      Corpus.of(name).add(new Fuzzer(directory).worthKeeping(GroupFuzz.class, targets));
    }
    return result;
  }

  private static void report(Map<String, Long> runs) throws IOException {
    long all = runs.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder each = new StringBuilder();
    runs.forEach((name, count) -> each.append(String.format("%-16s %,d%n", name, count)));
    Files.writeString(DIRECTORY.resolve("runs.txt"), each);
    Figure.report(
        "fuzz-executions",
        "inputs made by Jazzer for " + runs.size() + " targets, without a finding",
        String.format("%,d", all));
  }
}
