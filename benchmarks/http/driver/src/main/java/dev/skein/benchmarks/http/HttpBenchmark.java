package dev.skein.benchmarks.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the subjects of one framework in turn, so that what disturbs one disturbs all. */
final class HttpBenchmark {
  /** Compiling takes less than this share of the CPU time: the warm-up is over. */
  private static final double WARM = 0.03;

  private static final int WARM_UP_SECONDS = 2;

  private final Options options;

  HttpBenchmark(Options options) {
    this.options = options;
  }

  /** Every round of every subject; the n-th rounds of all subjects were run one after the other. */
  List<Measured> run(Framework framework) throws IOException, InterruptedException {
    List<Measured> measured = options.subjects().stream().map(Measured::new).toList();
    try (Stub stub = Stub.start()) {
      for (int fork = 0; fork < options.forks(); fork++) {
        List<Load> loads = new ArrayList<>();
        try {
          for (Subject subject : options.subjects()) {
            loads.add(start(framework, subject, stub, fork));
          }
          warmUp(loads);
          for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < loads.size(); i++) {
              measured
                  .get(i)
                  .rounds()
                  .add(loads.get(i).round(options.request(), options.seconds()));
            }
          }
        } finally {
          for (Load load : loads) {
            load.close();
          }
        }
      }
    }
    return measured;
  }

  private Load start(Framework framework, Subject subject, Stub stub, int fork) throws IOException {
    List<String> jvm = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
    // a compiler's thread that ends takes its times with it
    jvm.add("-XX:-UseDynamicNumberOfCompilerThreads");
    Path recordings = options.recordings();
    if (recordings != null) {
      String name = framework.id() + "-" + options.subjects().indexOf(subject) + "-" + fork;
      Path file = recordings.resolve(name + "-" + subject.variant().id() + ".jfr");
      jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
    }
    return Load.start(framework, subject, options, jvm, stub).attached();
  }

  private void warmUp(List<Load> loads) throws IOException, InterruptedException {
    for (Load load : loads) {
      double compiling = 1;
      for (int i = 0; i < options.warmUps() && (compiling > WARM || i < 2); i++) {
        Load.Round round = load.round(options.request(), WARM_UP_SECONDS);
        compiling = (double) round.compilerNanos() / (round.compilerNanos() + round.cpuNanos());
      }
      System.out.printf(
          "  %s is warm: compiling takes %.1f %% of its CPU time%n",
          load.subject().name(), compiling * 100);
    }
  }
}
