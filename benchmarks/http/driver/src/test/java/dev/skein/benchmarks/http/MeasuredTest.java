package dev.skein.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasuredTest {
  private final Measured bare = new Measured(Subject.parse("bare"));
  private final Measured skein = new Measured(Subject.parse("skein"));

  @Test
  void added_isAboveTheRoundNextToIt() {
    bare.rounds().add(round(1000, 8_000_000, 0));
    bare.rounds().add(round(1000, 9_000_000, 0));
    skein.rounds().add(round(1000, 10_000_000, 1000));
    skein.rounds().add(round(1000, 12_000_000, 1000));

    assertThat(skein.addedTo(bare)).containsExactly(new double[] {2, 3}, within(1e-9));
  }

  @Test
  void delivered_isOfTheSpansThatRequestsStandFor() {
    skein.rounds().add(round(1000, 1, 1000));
    skein.rounds().add(round(1000, 1, 500));

    assertThat(skein.deliveredPercent()).isEqualTo(75);
  }

  @Test
  void median_isTheMiddle() {
    assertThat(Samples.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Samples.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    assertThat(Samples.text(new double[] {1, 2.345})).isEqualTo("1.00 2.35");
  }

  private static Load.Round round(long requests, long cpuNanos, long spans) {
    return new Load.Round(requests, 1, cpuNanos, 0, 0, requests, spans);
  }
}
