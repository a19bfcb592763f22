package dev.skein.benchmarks.heap;

import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Figure;
import dev.skein.benchmarks.Results;
import dev.skein.benchmarks.Rounds;
import dev.skein.benchmarks.Subjects;
import dev.skein.benchmarks.pipeline.JavaProcess;
import dev.skein.benchmarks.pipeline.Measured;
import dev.skein.benchmarks.pipeline.SinkProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The suite {@code heap}: heap that stays reachable in an application with nothing else in it,
 * after the first span and after 200,000 that were all delivered, so that nothing waits in a
 * buffer; the classes that were loaded; the time until the first span; and the jars.
 *
 * <p>The figure of the bare subject is what the measurement itself adds.
 */
public final class HeapSuite {
  private static final String SUITE = "heap";

  /** Small, and with the collector whose figures are exact. */
  private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private static final List<String> SUBJECTS =
      List.of(Subjects.BARE, Subjects.SKEIN, Subjects.OPENTELEMETRY, Subjects.BRAVE);

  private final int rounds;

  private HeapSuite(int rounds) {
    this.rounds = rounds;
  }

  /** Two rounds, or one. */
  public static HeapSuite of(Extent extent) {
    return new HeapSuite(extent == Extent.FULL ? 2 : 1);
  }

  /** Runs it. */
  public void run(Path directory) {
    Rounds figures = new Rounds(SUITE);
    try (Results results = Results.open(directory, SUITE);
        SinkProcess sink = SinkProcess.start()) {
      results.add(Figure.text(SUITE, "", "jvm-flags", String.join(" ", FLAGS)));
      for (int round = 0; round < rounds; round++) {
        for (String subject : SUBJECTS) {
          Measured measured =
              JavaProcess.measure(FLAGS, HeapDriver.class, List.of(subject, sink.uri().toString()));
          String heap = "retained";
          figures.add(heap, subject, "idle", measured.get("retained-idle") / 1024, "KiB");
          figures.add(heap, subject, "used", measured.get("retained") / 1024, "KiB");
          figures.add(heap, subject, "metaspace", measured.get("metaspace") / 1024, "KiB");
          figures.add(heap, subject, "classes", measured.get("classes"), "classes");
          figures.add("start", subject, "set_up", measured.get("set-up"), "ms");
          figures.add("start", subject, "first_hop", measured.get("first-hop"), "ms");
        }
      }
      figures.writeTo(results);
      for (String subject : SUBJECTS) {
        if (!subject.equals(Subjects.BARE)) {
          jars(subject, results);
        }
      }
    }
  }

  private static void jars(String subject, Results results) {
    List<Path> jars = new ArrayList<>();
    long bytes = 0;
    for (Path jar : library()) {
      if (belongs(jar.getFileName().toString(), subject)) {
        jars.add(jar);
        bytes += size(jar);
      }
    }
    results.add(Figure.of(SUITE, "jars", subject, "count", jars.size(), "jars"));
    results.add(Figure.of(SUITE, "jars", subject, "size", bytes / 1024.0, "KiB"));
  }

  /** What each subject needs, of the jars that lie beside this one's. */
  private static boolean belongs(String jar, String subject) {
    return switch (subject) {
      case Subjects.SKEIN -> jar.startsWith("skein-core-");
      case Subjects.BRAVE -> jar.startsWith("brave-") || jar.startsWith("zipkin-");
      default ->
          Stream.of("opentelemetry-", "okhttp-", "okio-", "kotlin-stdlib-", "annotations-")
              .anyMatch(jar::startsWith);
    };
  }

  private static List<Path> library() {
    try {
      Path here =
          Path.of(HeapSuite.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = here.getParent();
      if (folder == null || Files.isDirectory(here)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
