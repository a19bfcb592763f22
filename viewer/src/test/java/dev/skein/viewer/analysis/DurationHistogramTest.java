package dev.skein.viewer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
  private static DurationHistogram of(Iterable<Long> durations) {
    DurationHistogram histogram = new DurationHistogram();
    durations.forEach(histogram::add);
    return histogram;
  }

  /** Of every size, not only huge ones. */
  @Provide
  Arbitrary<List<Long>> durations() {
    return Arbitraries.integers()
        .between(0, 62)
        .flatMap(bits -> Arbitraries.longs().between(0, 1L << bits))
        .list()
        .ofMinSize(1)
        .ofMaxSize(50);
  }

  @Property
  void quantiles_areWithinTwoPercent(@ForAll("durations") List<Long> durations) {
    DurationHistogram histogram = of(durations);
    List<Long> sorted = durations.stream().sorted().toList();
    for (double part : new double[] {0, 0.5, 0.95, 0.99, 1}) {
      int rank = Math.max(1, (int) Math.ceil(part * sorted.size()));
      long exact = sorted.get(rank - 1);
      assertThat((double) histogram.quantileNanos(part))
          .isCloseTo(exact, within(Math.max(1, exact * 0.02)));
    }
    assertThat(histogram.count()).isEqualTo(durations.size());
    assertThat(histogram.minNanos()).isEqualTo(sorted.get(0));
    assertThat(histogram.maxNanos()).isEqualTo(sorted.get(sorted.size() - 1));
  }

  @Property
  void sumOfTwo_isThatOfAll(
      @ForAll("durations") List<Long> first, @ForAll("durations") List<Long> second) {
    DurationHistogram sum = of(first);
    sum.add(of(second));
    DurationHistogram all = of(first);
    second.forEach(all::add);

    assertThat(sum.count()).isEqualTo(all.count());
    assertThat(sum.totalNanos()).isEqualTo(all.totalNanos());
    assertThat(sum.minNanos()).isEqualTo(all.minNanos());
    assertThat(sum.maxNanos()).isEqualTo(all.maxNanos());
    assertThat(sum.buckets()).isEqualTo(all.buckets());
    for (double part = 0; part <= 1; part += 0.125) {
      assertThat(sum.quantileNanos(part)).isEqualTo(all.quantileNanos(part));
    }
  }

  @Property
  void buckets_followEachOther_andHoldAll(@ForAll("durations") List<Long> durations) {
    List<DurationHistogram.Bucket> buckets = of(durations).buckets();
    long from = buckets.get(0).fromNanos();
    for (DurationHistogram.Bucket bucket : buckets) {
      assertThat(bucket.fromNanos()).isEqualTo(from);
      assertThat(bucket.toNanos()).isGreaterThan(from);
      long expected =
          durations.stream().filter(d -> bucket.fromNanos() <= d && d < bucket.toNanos()).count();
      assertThat(bucket.count()).isEqualTo(expected);
      from = bucket.toNanos();
    }
    assertThat(buckets.stream().mapToLong(DurationHistogram.Bucket::count).sum())
        .isEqualTo(durations.size());
    assertThat(buckets.get(0).count()).isPositive();
    assertThat(buckets.get(buckets.size() - 1).count()).isPositive();
  }

  @Test
  void emptyHistogram_hasNothing() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.add(new DurationHistogram());

    assertThat(histogram.count()).isZero();
    assertThat(histogram.quantileNanos(0.5)).isZero();
    assertThat(histogram.minNanos()).isZero();
    assertThat(histogram.maxNanos()).isZero();
    assertThat(histogram.buckets()).isEmpty();
  }

  @Test
  void ends_ofTheRangeAreCounted() {
    DurationHistogram histogram = of(List.of(-5L, 0L, Long.MAX_VALUE, Long.MAX_VALUE));

    assertThat(histogram.quantileNanos(0.5)).isZero();
    assertThat(histogram.quantileNanos(1)).isCloseTo(Long.MAX_VALUE, within(1L << 58));
    assertThat(histogram.totalNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.buckets().get(0).count()).isEqualTo(2);
  }

  @Test
  void partBeyondAll_isRefused() {
    for (double part : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new DurationHistogram().quantileNanos(part))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void quantilesOfOneDuration_areThatDuration() {
    assertThat(of(List.of(1_234_567L)).quantileNanos(0.5)).isEqualTo(1_234_567);
  }
}
