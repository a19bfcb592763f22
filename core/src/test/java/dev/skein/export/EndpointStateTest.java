package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointStateTest {
  private static final long MS = 1_000_000;
  private static final int MOST = 4;

  private double random = 0.999_999_999;
  private final EndpointState endpoint = new EndpointState(() -> random);
  private long now = Long.MAX_VALUE - 5;

  @Test
  void backOff_doublesUpToAMinute() {
    long expected = 500;
    for (int i = 0; i < 200; i++) {
      fail();
      assertThat(waitMillis()).isBetween(expected - 1, expected);
      expected = Math.min(60_000, expected * 2);
      now += endpoint.waitNanos(now);
    }
  }

  @Test
  void backOff_isDrawnFromNothingToItsLength() {
    random = 0;
    fail();
    assertThat(endpoint.waitNanos(now)).isZero();
    random = 0.5;
    fail();
    assertThat(waitMillis()).isEqualTo(500);
  }

  @Test
  void afterTheWait_oneAttemptGoesOutAloneUntilOneIsAnswered() {
    assertThat(endpoint.permits(now, MOST)).isEqualTo(MOST);
    fail();
    assertThat(endpoint.permits(now, MOST)).isZero();
    now += endpoint.waitNanos(now);
    assertThat(endpoint.permits(now, MOST)).isEqualTo(1);
    endpoint.answered();
    assertThat(endpoint.permits(now, MOST)).isEqualTo(MOST);
    assertThat(endpoint.away()).isFalse();
    assertThat(endpoint.everReached()).isTrue();
  }

  @Test
  void answer_startsTheBackOffAnew() {
    for (int i = 0; i < 5; i++) {
      fail();
    }
    endpoint.answered();
    fail();
    assertThat(waitMillis()).isBetween(499L, 500L);
  }

  @Test
  void attemptsThatFailTogether_lengthenTheWaitOnce() {
    int generation = endpoint.generation();
    for (int i = 0; i < MOST; i++) {
      endpoint.failed(generation, now, false, null);
    }
    assertThat(endpoint.failures()).isEqualTo(1);
    assertThat(waitMillis()).isBetween(499L, 500L);
  }

  @Test
  void retryAfter_beatsAShorterBackOff() {
    retryAfter(Duration.ofSeconds(7));
    assertThat(waitMillis()).isEqualTo(7_000);
  }

  @Test
  void retryAfter_isObeyedByAll_evenAfterAnAnswerToAnother() {
    retryAfter(Duration.ofSeconds(7));
    endpoint.answered();
    assertThat(endpoint.permits(now, MOST)).isZero();
    assertThat(waitMillis()).isEqualTo(7_000);
    now += 7_000 * MS;
    assertThat(endpoint.permits(now, MOST)).isEqualTo(MOST);
  }

  @Test
  void retryAfter_ofALateReply_lengthensTheWait() {
    int generation = endpoint.generation();
    endpoint.failed(generation, now, true, Duration.ofSeconds(5));
    endpoint.failed(generation, now, true, Duration.ofSeconds(9));
    endpoint.failed(generation, now, true, Duration.ofSeconds(3));
    assertThat(waitMillis()).isEqualTo(9_000);
  }

  @Test
  void retryAfter_isHeldBetweenNothingAndFiveMinutes() {
    retryAfter(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(waitMillis()).isEqualTo(300_000);
    now += 300_000 * MS;
    random = 0;
    retryAfter(Duration.ofSeconds(-9));
    assertThat(waitMillis()).isZero();
    retryAfter(Duration.ofSeconds(Long.MIN_VALUE));
  }

  @Test
  void retryAfter_thatIsOver_isForgotten() {
    retryAfter(Duration.ofSeconds(7));
    now += 8_000 * MS;
    random = 0;
    assertThat(endpoint.waitNanos(now)).isZero();
    retryAfter(Duration.ofSeconds(2));
    assertThat(waitMillis()).isEqualTo(2_000);
  }

  @Test
  void hurry_endsOurBackOffButNotTheEndpointsOwnWait() {
    fail();
    endpoint.hurry(now);
    assertThat(endpoint.permits(now, MOST)).isEqualTo(1);
    retryAfter(Duration.ofSeconds(7));
    endpoint.hurry(now);
    assertThat(endpoint.permits(now, MOST)).isZero();
  }

  @Test
  void littleRoom_shortensOurBackOffButNotTheEndpointsOwnWait() {
    for (int i = 0; i < 10; i++) {
      fail();
    }
    endpoint.impatient(now);
    assertThat(waitMillis()).isBetween(4_999L, 5_000L);
    random = 0;
    endpoint.impatient(now);
    assertThat(waitMillis()).isBetween(4_999L, 5_000L);
    retryAfter(Duration.ofSeconds(7));
    endpoint.impatient(now);
    assertThat(waitMillis()).isEqualTo(7_000);
  }

  @Test
  void outage_beganWithItsFirstFailure() {
    long first = now;
    fail();
    now += 90_000 * MS;
    fail();
    assertThat(endpoint.awaySince()).isEqualTo(first);
    assertThat(endpoint.everReached()).isFalse();
  }

  private void fail() {
    endpoint.failed(endpoint.generation(), now, false, null);
  }

  private void retryAfter(Duration wait) {
    endpoint.failed(endpoint.generation(), now, true, wait);
  }

  private long waitMillis() {
    return endpoint.waitNanos(now) / MS;
  }
}
