package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private static final long NOW = 1_795_305_600_000L;

  @ParameterizedTest
  @CsvSource({
    "0ns, 0",
    "7ns, 7",
    "1us, 1000",
    "1µs, 1000",
    "2.5ms, 2500000",
    ".5s, 500000000",
    "1S, 1000000000",
    "1m, 60000000000",
    "1h, 3600000000000"
  })
  void durations_haveUnits(String text, long nanos) throws Exception {
    assertThat(TimeText.durationNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "ms", "-1ms", "1d", "1 ms", "1e3ms", "9999999999h", "1.2.3s"})
  void otherDurations_areRefused(String text) {
    assertThatThrownBy(() -> TimeText.durationNanos(text))
        .isInstanceOf(HttpProblem.class)
        .hasMessageEndingWith("but found \"" + text + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "1795305600000, 0",
    "2026-11-22T00:00:00Z, 0",
    "2026-11-22T01:00:00+01:00, 0",
    "2026-11-22T01:00:00 01:00, 0",
    "2026-11-21T23:45:00Z, -900000",
    "-15m, -900000",
    "-90s, -90000",
    "-1d, -86400000",
    "-0s, 0"
  })
  void moments_areReadInThreeForms(String text, long millisFromNow) throws Exception {
    assertThat(TimeText.epochNanos(text, NOW)).isEqualTo((NOW + millisFromNow) * 1_000_000);
  }

  @Test
  void momentBefore1970_isTheBeginning() throws Exception {
    assertThat(TimeText.epochNanos("-30000d", NOW)).isZero();
    assertThat(TimeText.epochNanos("1969-01-01T00:00:00Z", NOW)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-22",
        "2026-11-22T00:00:00",
        "99999999999999999999",
        "9223372036854775807",
        "-",
        "-15",
        "+9999999999-01-01T00:00:00Z"
      })
  void otherMoments_areRefused(String text) {
    assertThatThrownBy(() -> TimeText.epochNanos(text, NOW))
        .isInstanceOf(HttpProblem.class)
        .hasMessageStartingWith("expected a time: ")
        .hasMessageEndingWith("but found \"" + text + '"');
  }
}
