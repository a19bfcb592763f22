package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnchoredClockTest {
  @Test
  void epochNanos_isTheWallClock() {
    Clock clock = Clock.system();
    Instant before = Instant.now().minusMillis(50);

    long nanos = clock.epochNanos(clock.nanoTime());

    Instant read = Instant.ofEpochSecond(0, nanos);
    assertThat(read).isBetween(before, Instant.now().plusMillis(50));
  }

  @Test
  void epochNanos_keepsTheDistanceBetweenTwoReadings() {
    Clock clock = Clock.system();
    long start = clock.nanoTime();

    assertThat(clock.epochNanos(start + Duration.ofSeconds(3).toNanos()) - clock.epochNanos(start))
        .isEqualTo(Duration.ofSeconds(3).toNanos());
  }
}
