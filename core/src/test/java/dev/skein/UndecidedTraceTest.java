package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.propagation.Propagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other formats say than W3C's two flags: look closely, and decide for yourself. */
class UndecidedTraceTest {
  private final RecordedSpans recorded = new RecordedSpans();

  private SkeinBuilder skein(Sampler sampler) {
    return Skein.builder()
        .options(SkeinOptions.builder().serviceName("undecided").build())
        .sampler(sampler)
        .exporter(recorded);
  }

  private static SpanContext remote(int flags) {
    return SpanContext.remote(7, 8, 9, (byte) flags, TraceState.empty());
  }

  private static Span child(Skein skein, SpanContext parent) {
    return skein.tracer().startSpan("child", SpanKind.SERVER, parent);
  }

  @Test
  void remote_unknownFlags_areDropped() {
    SpanContext span = remote(0xF0);

    assertThat(span.flags()).isZero();
    assertThat(span.isDebug()).isFalse();
    assertThat(span.isDeferred()).isFalse();
  }

  @Test
  void flags_areThoseOfW3c() {
    SpanContext span = remote(0xFF);

    assertThat(span.flags()).isEqualTo((byte) 3);
    assertThat(span.isDebug()).isTrue();
    assertThat(span.isDeferred()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"05", "09", "0d", "ff"})
  void traceparent_bitsThatW3cDoesNotKnow_areNeitherDebugNorDeferred(String flags) {
    String line = "00-00000000000000010000000000000002-0000000000000003-" + flags;

    SpanContext span =
        Propagator.traceContext()
            .extract(
                Context.root(),
                line,
                (value, name) -> name.equals("traceparent") ? List.of(value) : List.of())
            .spanContext();

    assertThat(span.isValid()).isTrue();
    assertThat(span.isDebug()).isFalse();
    assertThat(span.isDeferred()).isFalse();
  }

  @Test
  void traceparent_neverTellsThem() {
    Map<String, String> headers = new HashMap<>();

    Propagator.traceContext().inject(remote(0x0D), headers, Map::put);

    assertThat(headers.get("traceparent")).endsWith("-01");
  }

  @Test
  void deferred_parentBased_asksTheRootSampler() {
    try (Skein on = skein(Sampler.parentBased(Sampler.alwaysOn())).build();
        Skein off = skein(Sampler.parentBased(Sampler.alwaysOff())).build()) {
      SpanContext deferred = remote(SpanContext.DEFERRED_FLAG);

      assertThat(child(on, deferred).isSampled()).isTrue();
      assertThat(child(off, deferred).isSampled()).isFalse();
    }
  }

  @Test
  void deferred_ratio_looksAtTheCallersTraceId() {
    Sampler half = Sampler.parentBased(Sampler.traceIdRatio(0.5));
    try (Skein skein = skein(half).build()) {
      byte deferred = SpanContext.DEFERRED_FLAG;
      Span low = child(skein, SpanContext.remote(1, 1, 9, deferred, TraceState.empty()));
      Span high = child(skein, SpanContext.remote(1, -1, 9, deferred, TraceState.empty()));

      assertThat(low.isSampled()).isFalse();
      assertThat(high.isSampled()).isTrue();
    }
  }

  @Test
  void deferred_isDecidedByTheFirstSpan() {
    try (Skein on = skein(Sampler.parentBased(Sampler.alwaysOn())).build();
        Skein off = skein(Sampler.parentBased(Sampler.alwaysOff())).build()) {
      for (Skein skein : List.of(on, off)) {
        Span first = child(skein, remote(SpanContext.DEFERRED_FLAG));

        assertThat(first.isDeferred()).isFalse();
        assertThat(first.traceIdHigh()).isEqualTo(7);
        assertThat(first.spanIdAsLong()).isNotEqualTo(9);
        assertThat(child(skein, first).isSampled()).isEqualTo(first.isSampled());
      }
    }
  }

  @Test
  void deferred_parentOfTheRecordedSpan_isTheCaller() {
    try (Skein skein = skein(Sampler.parentBased(Sampler.alwaysOn())).build()) {
      child(skein, remote(SpanContext.DEFERRED_FLAG)).end();

      var span = recorded.of(skein).get(0);
      assertThat(span.getParentSpanId().byteAt(7)).isEqualTo((byte) 9);
      assertThat(span.getFlags()).isEqualTo(0x301);
    }
  }

  @Test
  void deferred_disabled_staysUndecided() {
    SkeinOptions off = SkeinOptions.builder().serviceName("off").enabled(false).build();
    try (Skein skein = skein(Sampler.alwaysOn()).options(off).build()) {
      assertThat(child(skein, remote(SpanContext.DEFERRED_FLAG)).isDeferred()).isTrue();
    }
  }

  @Test
  void debug_isInheritedByEverySpan() {
    try (Skein skein = skein(Sampler.parentBased(Sampler.alwaysOff())).build()) {
      Span first = child(skein, remote(SpanContext.SAMPLED_FLAG | SpanContext.DEBUG_FLAG));
      Span second = child(skein, first);

      assertThat(first.isSampled()).isTrue();
      assertThat(first.isDebug()).isTrue();
      assertThat(second.isDebug()).isTrue();
      assertThat(second.flags()).isEqualTo(SpanContext.SAMPLED_FLAG);
    }
  }

  @Test
  void debug_withTraceState_isInheritedAsWell() {
    try (Skein skein = skein(Sampler.parentBased(Sampler.alwaysOn())).build()) {
      int flags = SpanContext.SAMPLED_FLAG | SpanContext.DEBUG_FLAG;
      SpanContext remote =
          SpanContext.remote(7, 8, 9, (byte) flags, TraceState.parse(List.of("a=1")));

      assertThat(child(skein, remote).isDebug()).isTrue();
    }
  }

  @Test
  void debug_endsWhereNothingIsRecorded() {
    try (Skein skein = skein(Sampler.alwaysOn()).build()) {
      Context leftOut =
          skein.tracer().suppress(remote(SpanContext.SAMPLED_FLAG | SpanContext.DEBUG_FLAG));

      assertThat(leftOut.spanContext().isDebug()).isFalse();
      assertThat(leftOut.spanContext().isSampled()).isFalse();
    }
  }
}
