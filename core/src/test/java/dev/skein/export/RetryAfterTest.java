package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:00:00.700Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "' 120 ', 120",
    "007, 7",
    "300, 300",
    "301, 300",
    "999999999, 300",
    "99999999999999999999999999999999, 300",
    "'Sun, 22 Nov 2026 14:00:30 GMT', 30",
    "'Sun, 22 Nov 2026 14:00:00 GMT', 0",
    "'Fri, 22 Nov 2019 14:00:00 GMT', 0",
    "'Mon, 22 Nov 2027 14:00:00 GMT', 300",
    "'Sun, 22 Nov 2026 15:00:10 +0100', 10",
  })
  void secondsAndDates_areReadAndClamped(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+5",
        "1.5",
        "1e400",
        "5 s",
        "soon",
        "٣",
        "Sun, 22 Nov 2026",
        "Mon, 22 Nov 2026 14:00:30 GMT",
        "\u0000",
      })
  void anythingElse_isIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }

  @Test
  void longHeader_isIgnored() {
    assertThat(RetryAfter.parse("1".repeat(1_000_000), NOW)).isNull();
  }
}
