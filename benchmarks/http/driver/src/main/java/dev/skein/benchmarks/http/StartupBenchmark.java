package dev.skein.benchmarks.http;

import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an application takes besides CPU: time to its first response, heap, jars. */
final class StartupBenchmark {
  static final String SUITE = "startup";

  private final Options options;
  private final Results results;

  StartupBenchmark(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  void run(Framework framework) throws IOException, InterruptedException {
    try (Stub stub = Stub.start()) {
      startUp(framework, stub);
      for (Subject subject : options.subjects()) {
        retainedHeap(framework, subject, stub);
        jars(framework, subject);
      }
    }
  }

  /** The subjects take turns; the first start of several only fills the system's file cache. */
  private void startUp(Framework framework, Stub stub) throws IOException {
    List<List<Double>> millis = new ArrayList<>();
    options.subjects().forEach(subject -> millis.add(new ArrayList<>()));
    for (int start = 0; start < options.starts(); start++) {
      for (int i = 0; i < options.subjects().size(); i++) {
        try (Load load =
            Load.start(framework, options.subjects().get(i), options, List.of(), stub)) {
          if (start > 0 || options.starts() == 1) {
            millis.get(i).add(load.application().startSeconds() * 1e3);
          }
        }
      }
    }
    for (int i = 0; i < millis.size(); i++) {
      String subject = options.subjects().get(i).name();
      results.add(
          Figure.median(SUITE, framework.id(), subject, "first_response", millis.get(i), "ms"));
      results.add(
          Figure.median(
              SUITE,
              framework.id(),
              subject,
              "first_response_added",
              differences(millis.get(i), millis.get(0)),
              "ms"));
    }
  }

  private static List<Double> differences(List<Double> values, List<Double> others) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      differences.add(values.get(i) - others.get(i));
    }
    return differences;
  }

  private void retainedHeap(Framework framework, Subject subject, Stub stub)
      throws IOException, InterruptedException {
    try (Load load = Load.start(framework, subject, options, List.of("-Xmx512m"), stub)) {
      load.round(options.request(), options.seconds());
      double bytes = LiveHeap.bytes(options.java(), load.application().pid());
      results.add(
          Figure.of(
              SUITE, framework.id(), subject.name(), "retained_heap", bytes / (1 << 20), "MiB"));
    }
  }

  private void jars(Framework framework, Subject subject) throws IOException {
    List<Path> jars = new Layout(options.http(), framework, subject.variant()).libraries();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    results.add(Figure.of(SUITE, framework.id(), subject.name(), "jars", jars.size(), ""));
    results.add(Figure.of(SUITE, framework.id(), subject.name(), "jar_size", bytes / 1e3, "kB"));
  }
}
