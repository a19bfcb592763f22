package dev.skein.it.reliability.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.reliability.support.BackendProcess;
import dev.skein.it.reliability.support.Deliveries;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.JavaProcess;
import dev.skein.it.reliability.support.Ledger;
import dev.skein.it.reliability.support.Pause;
import dev.skein.it.reliability.support.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A service with a heap of 64 MB and attributes of 1 MB lives through an outage: what waits stays
 * within its budget, what does not fit is dropped and counted, and what was kept is delivered.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class SmallHeapIT {
  /** Also in the short form more than the heap holds: at least 4 KiB wait of every span. */
  private static final Duration OUTAGE = Duration.ofSeconds(Figure.count(120, 6));

  /** An error that Skein survives ends it, too. */
  private static final List<String> FLAGS = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");

  @TempDir Path directory;

  private record Result(Map<String, Long> counts, long[] ended, Deliveries deliveries) {
    long count(String name) {
      return counts.get(name);
    }
  }

  @Test
  void smallHeapAndHugeAttributes_surviveAnOutage() throws Exception {
    Result result = outage();

    assertThat(result.count("exceeded")).isZero();
    assertThat(result.count("mostBytes")).isLessThanOrEqualTo(result.count("limitBytes"));
    assertAccountedFor(result);
    Figure.report(
        "small-heap",
        "Backend away under %,d spans/s with attributes of 1 MB each in a JVM with -Xmx64m"
            .formatted(SmallService.SPANS_PER_SECOND),
        "%d s, no OutOfMemoryError, at most %,d of %,d bytes waiting, looked at after each of %,d ends; %,d dropped and counted (queue_full), the %,d that were kept were delivered"
            .formatted(
                OUTAGE.toSeconds(),
                result.count("mostBytes"),
                result.count("limitBytes"),
                result.ended().length,
                result.count("queueFull"),
                result.count("exported")));
  }

  private Result outage() throws Exception {
    Path ended = directory.resolve("ended");
    try (BackendProcess backend = new BackendProcess(directory);
        JavaProcess service =
            JavaProcess.start(
                SmallService.class, FLAGS, backend.endpoint().toString(), ended.toString())) {
      service.await(SmallService.READY);
      Pause.of(OUTAGE);
      // a machine that is too busy needs longer
      service.await(SmallService.FULL);
      backend.up();
      int status = service.awaitEnd();
      backend.kill();

      assertThat(status).as("%s", service.output()).isZero();
      assertThat(service.output()).noneMatch(line -> line.contains("OutOfMemoryError"));
      Received spans = Ledger.read(ended).get(0);
      return new Result(
          counts(service.await(SmallService.DONE)), spans.spanIds(), backend.deliveries());
    }
  }

  /** By what the service says, and by what the backend has. */
  private static void assertAccountedFor(Result result) {
    assertThat(result.count("started")).isEqualTo(result.ended().length);
    assertThat(result.count("live")).isZero();
    assertThat(result.count("pending")).isZero();
    assertThat(result.count("rejected")).isZero();
    assertThat(result.count("queueFull")).isPositive().isEqualTo(result.count("dropped"));
    assertThat(result.count("started"))
        .isEqualTo(result.count("exported") + result.count("queueFull"));

    Deliveries.Comparison comparison = result.deliveries().compare(result.ended());
    assertThat(comparison.delivered()).isPositive().isEqualTo(result.count("exported"));
    assertThat(comparison.lost()).isEqualTo(result.count("queueFull"));
    assertThat(comparison.unknown()).isZero();
  }

  private static Map<String, Long> counts(String line) {
    Map<String, Long> counts = new HashMap<>();
    for (String count : line.substring(SmallService.DONE.length()).split(" ")) {
      int equals = count.indexOf('=');
      counts.put(count.substring(0, equals), Long.parseLong(count.substring(equals + 1)));
    }
    return counts;
  }
}
