package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.JavaProcess;
import dev.skein.it.reliability.support.ReservedPort;
import dev.skein.it.reliability.support.ScriptedBackend;
import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An application that is asked to end with SIGTERM ends within the time it is given, whatever its
 * backend does, and what it says in the end is true.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class SigtermIT {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** For those who are to deliver or write something before they end, however busy the machine. */
  private static final Duration ENOUGH = Duration.ofSeconds(60);

  private static final Duration ENOUGH_TO_WRITE = Duration.ofSeconds(5);

  /** A deadline that is not kept is exceeded by minutes; a busy machine needs more than none. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final long[] NONE = {};

  @TempDir Path directory;

  /** Takes requests and never answers. */
  private static final class Hanging implements Answer {
    @Override
    public boolean takes() {
      return false;
    }

    @Override
    public void write(Socket connection, OutputStream out) throws IOException {
      connection.getInputStream().read();
    }
  }

  /** What the application said of its spans, and how long its end took. */
  private record Ending(Map<String, Long> counts, Duration took) {
    long count(String name) {
      return counts.get(name);
    }
  }

  @Test
  void backendThatAnswers_hasWhatTheApplicationSaysItHas() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN)) {
      Ending ending = terminate(backend.endpoint(), ENOUGH, () -> backend.awaitArrivals(2));

      assertThat(ending.count("exported")).isPositive();
      assertThat(ending.count("exported"))
          .isEqualTo(backend.deliveries().compare(NONE).delivered());
      assertThat(ending.count("pending")).isZero();
    }
  }

  @Test
  void backendThatHangs_keepsTheApplicationNoLongerThanItsDeadline() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(new Hanging())) {
      Ending ending = terminate(backend.endpoint(), DEADLINE, () -> backend.awaitArrivals(1));

      assertThat(ending.count("exported")).isZero();
      assertThat(ending.count("dropped")).isEqualTo(ending.count("started"));
      Figure.report(
          "sigterm",
          "SIGTERM with a backend that hangs, deadline %d ms".formatted(DEADLINE.toMillis()),
          "ended after %d ms, JVM included; said that %,d of %,d spans were dropped, which is true"
              .formatted(
                  ending.took().toMillis(), ending.count("dropped"), ending.count("started")));
    }
  }

  @Test
  void backendThatIsNotThere_doesNotKeepTheApplication() throws Exception {
    try (ReservedPort nobody = new ReservedPort()) {
      URI endpoint = URI.create("http://127.0.0.1:" + nobody.number() + "/v1/traces");
      Ending ending = terminate(endpoint, DEADLINE, () -> {});

      assertThat(ending.count("exported")).isZero();
      assertThat(ending.count("dropped")).isEqualTo(ending.count("started"));
    }
  }

  @Test
  void spool_keepsForTheNextProcessWhatTheBackendDidNotTake() throws Exception {
    String spool = "-Dskein.spool.directory=" + directory;
    try (ScriptedBackend hanging = new ScriptedBackend(new Hanging());
        ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN)) {
      Ending first =
          terminate(hanging.endpoint(), ENOUGH_TO_WRITE, () -> hanging.awaitArrivals(1), spool);
      assertThat(first.count("spooled")).isEqualTo(first.count("started"));

      long left = first.count("spooled");
      Ending second =
          terminate(backend.endpoint(), ENOUGH, () -> backend.awaitSpans(left + 1), spool);
      assertThat(second.count("recovered")).isEqualTo(left);
      assertThat(second.count("recoveredExported")).isEqualTo(left);
      assertThat(second.count("lost")).isZero();
      assertThat(second.count("exported") + left)
          .isEqualTo(backend.deliveries().compare(NONE).delivered());
      Figure.report(
          "sigterm-spool",
          "SIGTERM with a backend that hangs, and a spool",
          "%d of %d spans were left in it, %d were sent by the next process, 0 lost"
              .formatted(left, first.count("started"), second.count("recoveredExported")));
    }
  }

  private interface Condition {
    void await() throws InterruptedException;
  }

  private static Ending terminate(URI endpoint, Duration deadline, Condition busy, String... more)
      throws Exception {
    List<String> settings = new ArrayList<>();
    settings.add("-Dskein.traces-endpoint=" + endpoint);
    settings.add("-Dskein.export-delay=100ms");
    settings.add("-Dskein.timeout=10m");
    settings.add("-Dskein.export-timeout=10m");
    settings.add("-Dskein.shutdown-timeout=" + deadline.toMillis() + "ms");
    settings.addAll(List.of(more));
    try (JavaProcess service = JavaProcess.start(TerminatedService.class, settings)) {
      service.await(TerminatedService.READY);
      busy.await();
      long asked = System.nanoTime();
      service.terminate();
      int status = service.awaitEnd();
      Duration took = Duration.ofNanos(System.nanoTime() - asked);

      assertThat(status).as("%s", service.output()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(took).isLessThan(deadline.plus(SLACK));
      Ending ending = new Ending(counts(service.await(TerminatedService.CLOSED)), took);
      assertThat(ending.count("live")).isZero();
      assertThat(ending.count("pending")).isEqualTo(ending.count("spooled"));
      assertThat(ending.count("started"))
          .isEqualTo(
              ending.count("pending")
                  + ending.count("exported")
                  + ending.count("rejected")
                  + ending.count("dropped"));
      return ending;
    }
  }

  private static Map<String, Long> counts(String line) {
    Map<String, Long> counts = new HashMap<>();
    for (String count : line.substring(TerminatedService.CLOSED.length()).split(" ")) {
      int equals = count.indexOf('=');
      counts.put(count.substring(0, equals), Long.parseLong(count.substring(equals + 1)));
    }
    return counts;
  }
}
