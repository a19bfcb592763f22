package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
  private static boolean samples(Sampler sampler, SpanContext parent, long traceIdLow) {
    return sampler
        .sample(parent, 1, traceIdLow, "s", SpanKind.INTERNAL, AttributeView.empty())
        .sampled();
  }

  private static SpanContext parent(boolean sampled) {
    return SpanContext.remote(1, 1, 1, (byte) (sampled ? 1 : 0), TraceState.empty());
  }

  @Test
  void parentBased_followsTheParent() {
    assertThat(samples(Sampler.parentBased(Sampler.alwaysOff()), parent(true), 1)).isTrue();
    assertThat(samples(Sampler.parentBased(Sampler.alwaysOn()), parent(false), 1)).isFalse();
  }

  @Test
  void parentBased_withoutParent_asksTheRootSampler() {
    SpanContext none = SpanContext.invalid();

    assertThat(samples(Sampler.parentBased(Sampler.alwaysOn()), none, 1)).isTrue();
    assertThat(samples(Sampler.parentBased(Sampler.alwaysOff()), none, 1)).isFalse();
  }

  @Test
  void ratio_extremes_areAllAndNothing() {
    for (long id : new long[] {1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(samples(Sampler.traceIdRatio(1), SpanContext.invalid(), id)).isTrue();
      assertThat(samples(Sampler.traceIdRatio(0), SpanContext.invalid(), id)).isFalse();
    }
  }

  @Test
  void ratio_samplesItsShare_andIsMonotone() {
    IdGenerator ids = IdGenerator.random();
    Sampler tenth = Sampler.traceIdRatio(0.1);
    Sampler half = Sampler.traceIdRatio(0.5);
    int sampled = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      long id = ids.nextLong();
      if (samples(tenth, SpanContext.invalid(), id)) {
        sampled++;
        assertThat(samples(half, SpanContext.invalid(), id)).isTrue();
      }
    }
    assertThat(sampled / (double) count).isCloseTo(0.1, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void ratio_outOfRange_isRefused(double ratio) {
    assertThatThrownBy(() -> Sampler.traceIdRatio(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(ratio));
  }
}
