package dev.skein.it.reliability.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.reliability.support.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A service with a spool that is killed with SIGKILL at random moments, under load: what was on
 * disk is delivered by the next one, and what was not is known to the span.
 *
 * <p>What a kill costs is what ended in the last 50 ms, and in the time that the machine kept the
 * exporter's thread from running. The promise is 100 ms; a test machine with too much to do may
 * take longer, and how long it keeps threads waiting is measured beside it.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(3600)
class ServiceKillIT {
  private static final int PAIRS = Figure.count(4, 2);
  private static final int KILLS_PER_PAIR = Figure.count(125, 4);
  private static final long PROMISED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int STALLS = 4;

  /** In flight at the kill, and answered but not yet acknowledged on disk. */
  private static final int MOST_REQUESTS_TWICE = 4;

  @TempDir Path directory;

  @Test
  void kills_loseNothingThatWasOnDisk_andTheRestIsCounted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PAIRS);
    List<Future<KilledService.Result>> runs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      Path files = Files.createDirectory(directory.resolve("pair-" + pair));
      runs.add(threads.submit(new KilledService(files, pair, KILLS_PER_PAIR)));
    }
    threads.shutdown();
    KilledService.Result all = KilledService.Result.NOTHING;
    for (Future<KilledService.Result> run : runs) {
      all = all.plus(run.get());
    }

    assertThat(all.kills()).isEqualTo(PAIRS * KILLS_PER_PAIR);
    Figure.report(
        "service-kills",
        "Service with a spool killed at random under 2,000 spans/s",
        String.format(
            "%,d kills in %d pairs, %,d spans ended, %d below the watermark lost, %,d not yet on"
                + " disk at a kill and %,d reported (%d kills in the middle of an end), from the"
                + " last %d ms at most (the machine kept a thread waiting for up to %d ms), %d"
                + " requests delivered twice",
            all.kills(),
            PAIRS,
            all.ended(),
            all.belowTheWatermark(),
            all.lost(),
            all.reported(),
            all.inTheMiddle(),
            TimeUnit.NANOSECONDS.toMillis(all.longestWindowNanos()),
            TimeUnit.NANOSECONDS.toMillis(all.longestStallNanos()),
            all.requestsTwice()));
    assertThat(all.belowTheWatermark()).isZero();
    assertThat(all.requestsTwice()).isLessThanOrEqualTo(MOST_REQUESTS_TWICE * all.kills());
    assertThat(all.longestWindowNanos())
        .isLessThanOrEqualTo(PROMISED_NANOS + STALLS * all.longestStallNanos());
  }
}
