package dev.skein.it.reliability.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.it.reliability.support.BackendProcess;
import dev.skein.it.reliability.support.JavaProcess;
import dev.skein.it.reliability.support.Pause;
import dev.skein.it.reliability.support.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** One service that sends to one backend, and is killed again and again. */
final class KilledService implements Callable<KilledService.Result> {
  private static final int MOST_LIFE_MILLIS = 1_000;

  private final Path directory;
  private final Path spool;
  private final Random random;
  private final int kills;
  private final List<Truth> truths = new ArrayList<>();

  /** How much each life found that the one before it had lost. */
  private final List<Long> reported = new ArrayList<>();

  KilledService(Path directory, long seed, int kills) {
    this.directory = directory;
    this.spool = directory.resolve("spool");
    this.random = new Random(seed);
    this.kills = kills;
  }

  @Override
  public Result call() throws Exception {
    try (BackendProcess backend = new BackendProcess(directory)) {
      backend.up();
      for (int life = 0; life < kills; life++) {
        try (JavaProcess service = start(backend, "work")) {
          awaitReady(service);
          Pause.of(Duration.ofMillis(20 + random.nextInt(MOST_LIFE_MILLIS)));
          service.kill();
        }
      }
      try (JavaProcess last = start(backend, SpooledService.LAST)) {
        awaitReady(last);
        last.await(SpooledService.DONE);
        assertThat(last.awaitEnd()).isZero();
      }
      backend.kill();
      try (Stream<Path> left = Files.list(spool)) {
        assertThat(left).isEmpty();
      }
      return check(backend.lives().get(0));
    }
  }

  private JavaProcess start(BackendProcess backend, String role) throws Exception {
    Path truth = directory.resolve("truth-" + truths.size());
    JavaProcess service =
        JavaProcess.start(
            SpooledService.class,
            List.of(),
            spool.toString(),
            backend.endpoint().toString(),
            truth.toString(),
            role);
    truths.add(new Truth(truth));
    return service;
  }

  private void awaitReady(JavaProcess service) throws InterruptedException {
    String ready = service.await(SpooledService.READY);
    reported.add(Long.parseLong(ready.substring(SpooledService.READY.length())));
  }

  private Result check(List<Received> requests) {
    Map<Long, Integer> firstRequest = new HashMap<>();
    Set<Integer> requestsTwice = new HashSet<>();
    long spansTwice = 0;
    for (int i = 0; i < requests.size(); i++) {
      for (long id : requests.get(i).spanIds()) {
        Integer before = firstRequest.putIfAbsent(id, i);
        if (before != null) {
          requestsTwice.add(before);
          spansTwice++;
        }
      }
    }
    Result result = new Result(kills, 0, 0, 0, 0, 0, requestsTwice.size(), spansTwice, 0, 0);
    for (int life = 0; life < kills; life++) {
      result = result.plus(check(life, firstRequest.keySet()));
    }
    Truth last = truths.get(kills);
    assertThat(firstRequest).containsKey(last.spanId(0));
    assertThat(reported.get(0)).isZero();
    return result;
  }

  /**
   * What one life lost is as much as it had not written. So the next one said, and more would be
   * lost from the disk.
   */
  private Result check(int life, Set<Long> delivered) {
    Truth truth = truths.get(life);
    int ended = truth.ended();
    int firstLost = ended;
    int lost = 0;
    for (int i = ended - 1; i >= 0; i--) {
      if (!delivered.contains(truth.spanId(i))) {
        firstLost = i;
        lost++;
      }
    }
    // It may have been killed in the middle of an end.
    boolean inTheMiddle = truth.begun() > ended && !delivered.contains(truth.spanId(ended));
    long said = reported.get(life + 1);
    assertThat(said).as("life %d", life).isBetween((long) lost, lost + (inTheMiddle ? 1L : 0L));
    long belowTheWatermark = Math.max(0, lost - said);
    long window = lost == 0 ? 0 : truth.endedAt(ended - 1) - truth.endedAt(firstLost);
    return new Result(
        0,
        ended,
        lost,
        said,
        belowTheWatermark,
        inTheMiddle ? 1 : 0,
        0,
        0,
        window,
        truth.stallNanos());
  }

  /** What came of it; sums, but for the last two. */
  record Result(
      int kills,
      long ended,
      long lost,
      long reported,
      long belowTheWatermark,
      int inTheMiddle,
      int requestsTwice,
      long spansTwice,
      long longestWindowNanos,
      long longestStallNanos) {
    static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Result plus(Result other) {
      return new Result(
          kills + other.kills,
          ended + other.ended,
          lost + other.lost,
          reported + other.reported,
          belowTheWatermark + other.belowTheWatermark,
          inTheMiddle + other.inTheMiddle,
          requestsTwice + other.requestsTwice,
          spansTwice + other.spansTwice,
          Math.max(longestWindowNanos, other.longestWindowNanos),
          Math.max(longestStallNanos, other.longestStallNanos));
    }
  }
}
