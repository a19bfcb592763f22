package dev.skein.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.benchmarks.Exchange;
import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Extent;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every case of the suite, a few operations in this JVM: it makes the spans that it claims. */
class CaseTest {
  private static final int OPERATIONS = 10;

  static Stream<Case> cases() {
    return Runtime.version().feature() < 21
        ? Case.all(Extent.FULL).stream()
        : Stream.concat(Case.all(Extent.FULL).stream(), Case.virtual(Extent.FULL).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCase_makesItsSpans(Case one, @TempDir Path directory) throws Exception {
    Path report = directory.resolve("report.txt");
    System.setProperty(Running.REPORT, report.toString());
    try {
      run(one);
    } finally {
      System.clearProperty(Running.REPORT);
    }
    if (spans(one) > 0) {
      assertThat(report).exists();
      String[] droppedAndExported = Files.readString(report).split(" ");
      assertThat(Long.parseLong(droppedAndExported[1])).isEqualTo(spans(one));
      assertThat(Long.parseLong(droppedAndExported[0])).isLessThanOrEqualTo(0);
    }
  }

  private static void run(Case one) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(JmhSuite.include(one))
            .mode(Mode.SingleShotTime)
            .threads(Math.max(1, one.threads()))
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementBatchSize(one.threads() == 0 ? 1 : OPERATIONS)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!one.subject().isEmpty()) {
      options.param("subject", one.subject());
    }
    one.params().forEach(options::param);
    new Runner(options.build()).runSingle();
  }

  private static long spans(Case one) {
    if (one.subject().equals(Subjects.BARE) || "false".equals(one.params().get("sampled"))) {
      return 0;
    }
    return switch (one.name()) {
      case "bare-span", "server-span" -> (long) one.threads() * OPERATIONS;
      case "hop" -> 2L * one.threads() * OPERATIONS;
      case "hop-virtual-threads" ->
          2L * VirtualThreadsBenchmark.THREADS * VirtualThreadsBenchmark.HOPS;
      default -> 0;
    };
  }

  @Test
  void braveW3c_passesOnWhatItReads() {
    Exchange exchange = Exchanges.withTraceState(true, 1).get(3);
    Outgoing outgoing = new Outgoing();
    Codec codec = new BraveW3cCodec();

    codec.inject(codec.extract(exchange), outgoing);

    String received = exchange.lines("traceparent").get(0);
    assertThat(outgoing.get("traceparent")).startsWith(received.substring(0, 53));
  }
}
