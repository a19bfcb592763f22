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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  /** A deadline that is not kept is exceeded by minutes; a busy machine needs more than none. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final long[] NONE = {};

  /** What the application says in the end. */
  private record Closed(
      long started, long live, long pending, long exported, long rejected, long dropped) {
    static Closed parse(String line) {
      long[] counts =
          Stream.of(line.substring(TerminatedService.CLOSED.length()).split(" "))
              .mapToLong(Long::parseLong)
              .toArray();
      return new Closed(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }
  }

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

  /** What the application said, and how long its end took. */
  private record Ending(Closed closed, Duration took) {}

  @Test
  void backendThatAnswers_hasWhatTheApplicationSaysItHas() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(Answer.TAKEN)) {
      Ending ending = terminate(backend.endpoint(), () -> backend.awaitArrivals(2));

      Closed closed = ending.closed();
      assertThat(closed.exported()).isPositive();
      assertThat(closed.exported()).isEqualTo(backend.deliveries().compare(NONE).delivered());
    }
  }

  @Test
  void backendThatHangs_keepsTheApplicationNoLongerThanItsDeadline() throws Exception {
    try (ScriptedBackend backend = new ScriptedBackend(new Hanging())) {
      Ending ending = terminate(backend.endpoint(), () -> backend.awaitArrivals(1));

      Closed closed = ending.closed();
      assertThat(closed.exported()).isZero();
      assertThat(closed.dropped()).isEqualTo(closed.started());
      Figure.report(
          "sigterm",
          "SIGTERM with a backend that hangs, deadline %d ms".formatted(DEADLINE.toMillis()),
          "ended after %d ms, JVM included; said that %,d of %,d spans were dropped, which is true"
              .formatted(ending.took().toMillis(), closed.dropped(), closed.started()));
    }
  }

  @Test
  void backendThatIsNotThere_doesNotKeepTheApplication() throws Exception {
    try (ReservedPort nobody = new ReservedPort()) {
      URI endpoint = URI.create("http://127.0.0.1:" + nobody.number() + "/v1/traces");
      Closed closed = terminate(endpoint, () -> {}).closed();

      assertThat(closed.exported()).isZero();
      assertThat(closed.dropped()).isEqualTo(closed.started());
    }
  }

  private interface Condition {
    void await() throws InterruptedException;
  }

  private static Ending terminate(URI endpoint, Condition busy) throws Exception {
    List<String> settings =
        List.of(
            "-Dskein.traces-endpoint=" + endpoint,
            "-Dskein.export-delay=100ms",
            "-Dskein.timeout=10m",
            "-Dskein.export-timeout=10m",
            "-Dskein.shutdown-timeout=" + DEADLINE.toMillis() + "ms");
    try (JavaProcess service = JavaProcess.start(TerminatedService.class, settings)) {
      service.await(TerminatedService.READY);
      busy.await();
      long asked = System.nanoTime();
      service.terminate();
      int status = service.awaitEnd();
      Duration took = Duration.ofNanos(System.nanoTime() - asked);

      assertThat(status).as("%s", service.output()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(took).isLessThan(DEADLINE.plus(SLACK));
      Closed closed = Closed.parse(service.await(TerminatedService.CLOSED));
      assertThat(closed.live()).isZero();
      assertThat(closed.pending()).isZero();
      assertThat(closed.started())
          .isEqualTo(closed.exported() + closed.rejected() + closed.dropped());
      return new Ending(closed, took);
    }
  }
}
