package dev.skein.benchmarks.viewer;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a subject takes to be ready, what memory it has when it has nothing to do, its jar. */
final class StartBenchmark {
  private static final long IDLE_MILLIS = 5_000;

  private final Subjects subjects;
  private final Results results;

  StartBenchmark(Subjects subjects, Results results) {
    this.subjects = subjects;
    this.results = results;
  }

  /** The subjects take turns; the first start of several only fills the system's file cache. */
  void run(int starts) throws IOException, InterruptedException {
    Map<String, List<Double>> ready = new HashMap<>();
    Map<String, List<Double>> resident = new HashMap<>();
    for (int start = 0; start < starts; start++) {
      for (String subject : Subjects.ALL) {
        try (Server server = Server.start(subject, subjects)) {
          if (start == 0 && starts > 1) {
            continue;
          }
          ready.computeIfAbsent(subject, s -> new ArrayList<>()).add(server.readySeconds() * 1e3);
          Thread.sleep(IDLE_MILLIS);
          resident.computeIfAbsent(subject, s -> new ArrayList<>()).add(server.residentMebibytes());
        }
      }
    }
    for (String subject : Subjects.ALL) {
      List<Double> none = List.of();
      results.add(
          Figure.median(
              Main.SUITE, "start", subject, "ready", ready.getOrDefault(subject, none), "ms"));
      results.add(
          Figure.median(
              Main.SUITE,
              "idle",
              subject,
              "resident",
              resident.getOrDefault(subject, none),
              "MiB"));
      results.add(
          Figure.of(
              Main.SUITE, "jar", subject, "size", Files.size(subjects.jar(subject)) / 1e6, "MB"));
    }
  }
}
