package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.FlushResult;
import dev.skein.it.reliability.support.Accounts;
import dev.skein.it.reliability.support.BackendProcess;
import dev.skein.it.reliability.support.Deliveries;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.Pause;
import dev.skein.it.reliability.support.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** One service that sends to one backend, which is killed again and again. */
final class KilledBackend implements Callable<KilledBackend.Result> {
  private static final int SPANS_PER_SECOND = 2_000;
  private static final int MOST_IN_FLIGHT = 2;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final double LONGEST_OUTAGE = Figure.nightly() ? 20 : 1.5;

  private final Path directory;
  private final Random random;
  private final int kills;
  private double longestOutage;

  KilledBackend(Path directory, long seed, int kills) {
    this.directory = directory;
    this.random = new Random(seed);
    this.kills = kills;
  }

  @Override
  public Result call() throws Exception {
    try (BackendProcess backend = new BackendProcess(directory)) {
      SkeinOptions options =
          SkeinOptions.builder()
              .serviceName("killed backend")
              .tracesEndpoint(backend.endpoint())
              .timeout(LONG)
              .exportTimeout(LONG)
              .exportDelay(Duration.ofMillis(200))
              .build();
      Skein skein = Skein.builder().options(options).build();
      Load load = Load.start(Load.serverSpans(skein.tracer()), SPANS_PER_SECOND);
      backend.up();
      for (int i = 0; i < kills; i++) {
        killAndRestart(backend, skein);
      }
      long[] ended = load.stop();
      FlushResult flushed = skein.flush(LONG);
      assertThat(flushed.complete()).as("%s", flushed).isTrue();
      backend.kill();
      skein.close();
      return check(backend, skein, ended);
    }
  }

  /**
   * The moment of the kill is drawn from a time that begins with the first answer and is as long as
   * it takes, on average, to catch up with what the outage before has left.
   */
  private void killAndRestart(BackendProcess backend, Skein skein) throws Exception {
    backend.awaitAnswer();
    double outage = outageSeconds();
    do {
      pause(random.nextDouble() * (0.5 + 2 * outage));
    } while (skein.health().bufferedBytes() > skein.health().bufferLimitBytes() / 4);
    long killed = System.nanoTime();
    backend.kill();
    pause(outage);
    backend.up();
    longestOutage = Math.max(longestOutage, (System.nanoTime() - killed) / 1e9);
  }

  /** Most are short: 70 % up to a tenth of the longest, 25 % up to a half, 5 % up to all of it. */
  private double outageSeconds() {
    double kind = random.nextDouble();
    double longest = LONGEST_OUTAGE * (kind < 0.70 ? 0.1 : kind < 0.95 ? 0.5 : 1);
    return random.nextDouble() * longest;
  }

  private static void pause(double seconds) throws InterruptedException {
    Pause.of(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private Result check(BackendProcess backend, Skein skein, long[] ended) {
    Deliveries deliveries = backend.deliveries();
    Deliveries.Comparison comparison = deliveries.compare(ended);
    Accounts.assertAllDelivered(skein.health(), ended.length, comparison);
    assertThat(comparison.answeredTwice()).as("%s", comparison).isZero();
    for (List<Received> life : backend.lives()) {
      assertThat(new Deliveries(life).unanswered()).hasSizeLessThanOrEqualTo(MOST_IN_FLIGHT);
    }
    return new Result(
        kills,
        ended.length,
        comparison.lost(),
        comparison.answeredTwice(),
        deliveries.repeated().size(),
        deliveries.unanswered().size(),
        longestOutage);
  }

  /** What came of it; sums, but for the longest outage. */
  record Result(
      int kills,
      long spans,
      long lost,
      long answeredTwice,
      int requestsTwice,
      int requestsInFlight,
      double longestOutageSeconds) {
    static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0, 0);

    Result plus(Result other) {
      return new Result(
          kills + other.kills,
          spans + other.spans,
          lost + other.lost,
          answeredTwice + other.answeredTwice,
          requestsTwice + other.requestsTwice,
          requestsInFlight + other.requestsInFlight,
          Math.max(longestOutageSeconds, other.longestOutageSeconds));
    }
  }
}
