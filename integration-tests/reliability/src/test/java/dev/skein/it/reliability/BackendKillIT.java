package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.reliability.support.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A backend that is killed with SIGKILL at random moments, under load, and stays away for up to 20
 * s, costs no span; it gets spans twice only from requests that it had no time to answer.
 *
 * <p>Pairs of a service and its backend run side by side, so that many kills fit into minutes.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(3600)
class BackendKillIT {
  private static final int PAIRS = Figure.count(5, 2);
  private static final int KILLS_PER_PAIR = Figure.count(100, 3);

  @TempDir Path directory;

  @Test
  void kills_loseNothing_andDuplicateOnlyWhatWasInFlight() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PAIRS);
    List<Future<KilledBackend.Result>> runs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      Path ledgers = Files.createDirectory(directory.resolve("pair-" + pair));
      runs.add(threads.submit(new KilledBackend(ledgers, pair, KILLS_PER_PAIR)));
    }
    threads.shutdown();
    KilledBackend.Result all = KilledBackend.Result.NOTHING;
    for (Future<KilledBackend.Result> run : runs) {
      all = all.plus(run.get());
    }

    assertThat(all.kills()).isEqualTo(PAIRS * KILLS_PER_PAIR);
    assertThat(all.lost()).isZero();
    assertThat(all.answeredTwice()).isZero();
    Figure.report(
        "backend-kills",
        "Backend killed at random under 2,000 spans/s",
        "%,d kills in %d pairs, outages up to %.1f s, %,d spans, %d lost, %d of %d requests in flight at a kill delivered twice"
            .formatted(
                all.kills(),
                PAIRS,
                all.longestOutageSeconds(),
                all.spans(),
                all.lost(),
                all.requestsTwice(),
                all.requestsInFlight()));
  }
}
