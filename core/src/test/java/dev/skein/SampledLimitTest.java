package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanExporter;
import dev.skein.internal.RateLimitedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SampledLimitTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static SampledLimit limit(int perSecond, long nanoTime) {
    RateLimitedLog log = new RateLimitedLog(System.getLogger("dev.skein"));
    return new SampledLimit(perSecond, nanoTime, log);
  }

  private static int granted(SampledLimit limit, long nanoTime, int times) {
    int granted = 0;
    for (int i = 0; i < times; i++) {
      granted += limit.permits(nanoTime) ? 1 : 0;
    }
    return granted;
  }

  @Test
  void permits_upToTheLimit_inEachSecond() {
    for (long begin : new long[] {0, 1_000, -5, Long.MAX_VALUE - 3, Long.MIN_VALUE}) {
      SampledLimit limit = limit(3, begin);

      assertThat(granted(limit, begin, 5)).isEqualTo(3);
      assertThat(granted(limit, begin + SECOND - 1, 5)).isZero();
      assertThat(granted(limit, begin + SECOND, 2)).isEqualTo(2);
      assertThat(granted(limit, begin + 2 * SECOND - 1, 2)).isEqualTo(1);
      assertThat(granted(limit, begin + 7 * SECOND, 9)).isEqualTo(3);
      assertThat(limit.refused()).isEqualTo(2 + 5 + 1 + 6);
    }
  }

  @Test
  void permits_clockThatGoesBack_countsInTheLaterSecond() {
    SampledLimit limit = limit(3, 0);

    assertThat(granted(limit, 5 * SECOND, 2)).isEqualTo(2);
    assertThat(granted(limit, 4 * SECOND, 5)).isEqualTo(1);
    assertThat(granted(limit, -SECOND, 5)).isZero();
    assertThat(granted(limit, 6 * SECOND, 5)).isEqualTo(3);
  }

  @Test
  void permits_yearsLater_stillWorks() {
    SampledLimit limit = limit(Integer.MAX_VALUE - 1, 0);

    assertThat(limit.permits(200L * 365 * 24 * 3600 * SECOND)).isTrue();
    assertThat(limit.permits(0)).isTrue();
  }

  @Test
  void permits_manyThreads_grantNoMoreAndNoLess() throws Exception {
    int threads = 8;
    SampledLimit limit = limit(1_000, 0);
    AtomicInteger granted = new AtomicInteger();
    CountDownLatch ready = new CountDownLatch(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        done.add(
            executor.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  for (int second = 0; second < 50; second++) {
                    granted.addAndGet(granted(limit, second * SECOND, 500));
                  }
                  return null;
                }));
      }
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      executor.shutdownNow();
    }

    // a slow thread's early seconds count in a later one, which is full by then
    assertThat(granted.get() + limit.refused()).isEqualTo(threads * 50 * 500L);
    assertThat(granted.get()).isBetween(1_000, 50 * 1_000);
  }

  private static Skein skein(FakeClock clock, Sampler sampler, int perSecond) {
    SkeinOptionsBuilder options = SkeinOptions.builder();
    if (perSecond > 0) {
      options.inboundSampledPerSecond(perSecond);
    }
    return Skein.builder()
        .options(options.build())
        .sampler(sampler)
        .exporter(SpanExporter.none())
        .clock(clock)
        .build();
  }

  private static SpanContext caller(int flags) {
    return SpanContext.remote(1, 2, 3, (byte) flags, TraceState.parse("vendor=1"));
  }

  @Test
  void limit_flood_isRecordedUpToTheLimitInEachSecond() {
    FakeClock clock = new FakeClock();
    try (Skein skein = skein(clock, Sampler.parentBased(Sampler.alwaysOn()), 100)) {
      int requests = 1_000_000;
      int recorded = 0;
      for (int i = 0; i < requests; i++) {
        clock.advance(SECOND / 100_000);
        Context caller = skein.tracer().limit(caller(0x01));
        Span span = skein.tracer().startSpan("flood", SpanKind.SERVER, caller);
        recorded += span.isRecording() ? 1 : 0;
        span.end();
      }

      assertThat(recorded).as("in ten seconds").isBetween(10 * 100, 11 * 100);
      assertThat(skein.health().started()).isEqualTo(recorded);
      assertThat(skein.health().unfollowed()).isEqualTo(requests - recorded);
    }
  }

  @Test
  void limit_aboveIt_theTraceGoesOnUnsampled() {
    FakeClock clock = new FakeClock();
    try (Skein skein = skein(clock, Sampler.parentBased(Sampler.alwaysOn()), 1)) {
      Context first = caller(0x03).with(Baggage.empty().put("a", "b"));
      int debug = SpanContext.SAMPLED_FLAG | SpanContext.RANDOM_FLAG | SpanContext.DEBUG_FLAG;
      Context second = caller(debug).with(Baggage.empty().put("a", "b"));

      assertThat(skein.tracer().limit(first)).isSameAs(first);
      Context limited = skein.tracer().limit(second);

      SpanContext span = limited.spanContext();
      assertThat(span.traceId()).isEqualTo(second.spanContext().traceId());
      assertThat(span.spanId()).isEqualTo(second.spanContext().spanId());
      assertThat(span.flags()).isEqualTo(SpanContext.RANDOM_FLAG);
      assertThat(span.isDebug()).isFalse();
      assertThat(span.isDeferred()).isFalse();
      assertThat(span.isRemote()).isTrue();
      assertThat(span.traceState().headerValue()).isEqualTo("vendor=1");
      assertThat(limited.baggage().get("a")).isEqualTo("b");
      Span served = skein.tracer().startSpan("served", SpanKind.SERVER, limited);
      assertThat(served.isRecording()).isFalse();
      assertThat(served.traceId()).isEqualTo(span.traceId());

      clock.advance(SECOND);
      assertThat(skein.tracer().limit(second)).isSameAs(second);
    }
  }

  @Test
  void limit_whoDoesNotAsk_isNotCounted() {
    FakeClock clock = new FakeClock();
    try (Skein skein = skein(clock, Sampler.parentBased(Sampler.alwaysOn()), 1)) {
      Span local = skein.tracer().startSpan("local");
      for (Context caller :
          List.of(caller(0x00), caller(SpanContext.DEFERRED_FLAG), Context.root(), local, local)) {
        assertThat(skein.tracer().limit(caller)).isSameAs(caller);
      }
      local.end();

      assertThat(skein.tracer().limit(caller(0x01)).spanContext().isSampled()).isTrue();
      assertThat(skein.health().unfollowed()).isZero();
    }
  }

  @Test
  void limit_samplerThatAsksNoParent_isNotAffected() {
    FakeClock clock = new FakeClock();
    try (Skein skein = skein(clock, Sampler.alwaysOn(), 1)) {
      for (int i = 0; i < 3; i++) {
        Context caller = skein.tracer().limit(caller(0x01));
        Span span = skein.tracer().startSpan("served", SpanKind.SERVER, caller);
        assertThat(span.isRecording()).isTrue();
        span.end();
      }
    }
  }

  @Test
  void limit_none_isTheContextItself() {
    try (Skein skein = skein(new FakeClock(), Sampler.parentBased(Sampler.alwaysOn()), 0)) {
      for (int i = 0; i < 1_000; i++) {
        Context caller = caller(0x01);
        assertThat(skein.tracer().limit(caller)).isSameAs(caller);
      }
      assertThat(skein.health().unfollowed()).isZero();
    }
  }
}
