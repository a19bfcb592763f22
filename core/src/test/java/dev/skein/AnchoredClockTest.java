package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchoredClockTest {
  private static final long SECOND = 1_000_000_000L;

  private long monotonic = 5 * SECOND;
  private Instant wall = Instant.ofEpochSecond(1_000);

  /** What passes on the monotonic clock while the wall clock is read, reading after reading. */
  private final Deque<Long> pauses = new ArrayDeque<>();

  private final AnchoredClock clock = clock();

  private AnchoredClock clock() {
    return new AnchoredClock(
        () -> monotonic,
        () -> {
          if (!pauses.isEmpty()) {
            monotonic += pauses.remove();
          }
          return wall;
        });
  }

  @Test
  void system_isTheWallClock() {
    Clock system = Clock.system();
    Instant before = Instant.now().minus(Duration.ofSeconds(5));

    Instant read = Instant.ofEpochSecond(0, system.epochNanos(system.nanoTime()));

    assertThat(read).isBetween(before, Instant.now().plus(Duration.ofSeconds(5)));
  }

  @Test
  void epochNanos_isTheMonotonicClockFromTheAnchorOn() {
    assertThat(clock.epochNanos(5 * SECOND)).isEqualTo(1_000 * SECOND);
    assertThat(clock.epochNanos(8 * SECOND)).isEqualTo(1_003 * SECOND);
    assertThat(clock.nanoTime()).isEqualTo(5 * SECOND);
  }

  @Test
  void jumpOfTheWallClock_isFollowedAtTheNextAnchorOnly() {
    wall = Instant.ofEpochSecond(2_000);
    assertThat(clock.epochNanos(6 * SECOND)).isEqualTo(1_001 * SECOND);

    monotonic = (5 + AnchoredClock.RESYNC_SECONDS) * SECOND + 1;
    assertThat(clock.epochNanos(monotonic)).isEqualTo(2_000 * SECOND);
  }

  @Test
  void pauseWhileTheAnchorIsTaken_doesNotShiftTheTime() {
    pauses.addAll(List.of(4 * SECOND, 2L, 3 * SECOND));
    AnchoredClock paused = clock();

    assertThat(paused.epochNanos(9 * SECOND + 1)).isEqualTo(1_000 * SECOND);
  }
}
