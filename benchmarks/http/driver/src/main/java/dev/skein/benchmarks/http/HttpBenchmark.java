package dev.skein.benchmarks.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the subjects of one framework in turn, so that what disturbs one disturbs all. */
final class HttpBenchmark {
  /** Compiling takes less than this share of the load's time: the warm-up is over. */
  private static final double WARM = 0.03;

  private static final int WARM_UP_SECONDS = 2;

  private final Options options;

  HttpBenchmark(Options options) {
    this.options = options;
  }

  /** Every round of every subject; the n-th rounds of all subjects were run one after the other. */
  List<Measured> run(Framework framework) throws IOException, InterruptedException {
    List<Measured> measured = options.subjects().stream().map(Measured::new).toList();
    try (SpanSink sink = SpanSink.start();
        Stub stub = Stub.start()) {
      for (int fork = 0; fork < options.forks(); fork++) {
        List<Load> loads = new ArrayList<>();
        try {
          for (Subject subject : options.subjects()) {
            loads.add(start(framework, subject, sink, stub, fork));
          }
          warmUp(loads);
          for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < loads.size(); i++) {
              measured.get(i).rounds().add(round(loads.get(i), options.seconds()));
            }
          }
        } finally {
          for (Load load : loads) {
            load.application().close();
          }
        }
      }
    }
    return measured;
  }

  private Load start(Framework framework, Subject subject, SpanSink sink, Stub stub, int fork)
      throws IOException {
    String sender = framework.id() + "-" + options.subjects().indexOf(subject) + "-" + fork;
    List<String> jvm = new ArrayList<>(List.of("-Xms512m", "-Xmx512m"));
    // a compiler's thread that ends takes its times with it
    jvm.add("-XX:-UseDynamicNumberOfCompilerThreads");
    Path recordings = options.recordings();
    if (recordings != null) {
      Path file = recordings.resolve(sender + "-" + subject.variant().id() + ".jfr");
      jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
    }
    Application.Settings settings =
        new Application.Settings(
            options.java(), options.http(), jvm, sink.endpoint(sender), stub.port());
    return new Load(subject, Application.start(framework, subject, settings), sink, sender);
  }

  private Load.Round round(Load load, int seconds) throws IOException, InterruptedException {
    return load.round(
        options.path(),
        seconds,
        options.traceparent(),
        options.path().startsWith("/relay") ? 2 : 1);
  }

  private void warmUp(List<Load> loads) throws IOException, InterruptedException {
    for (Load load : loads) {
      double compiling = 1;
      for (int i = 0; i < options.warmUps() && (compiling > WARM || i < 2); i++) {
        compiling = round(load, WARM_UP_SECONDS).compilerNanos() / (WARM_UP_SECONDS * 1e9);
      }
      System.out.printf(
          "  %s is warm: compiling %.1f %% of the time%n", load.subject().name(), compiling * 100);
    }
  }
}
