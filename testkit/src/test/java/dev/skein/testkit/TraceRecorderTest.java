package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TraceRecorderTest {
  private final TraceRecorder recorder = TraceRecorder.create();

  @Test
  void awaitSpans_endedSpans_returnsThem() {
    try (Skein skein = recorder.skein("shop")) {
      skein.tracer().startSpan("one").end();
      skein.tracer().startSpan("two").end();

      List<SpanData> spans = recorder.awaitSpans(2);

      assertThat(spans).extracting(SpanData::name).containsExactlyInAnyOrder("one", "two");
      assertThat(spans.get(0)).hasService("shop");
    }
  }

  @Test
  void awaitTrace_ofSpansEndedLater_returnsWhenComplete() {
    try (Skein skein = recorder.skein()) {
      Span root = skein.tracer().startSpan("root");
      Span child = skein.tracer().startSpan("child", SpanKind.CLIENT, Context.root().with(root));
      CompletableFuture<Trace> waiting =
          CompletableFuture.supplyAsync(() -> recorder.awaitTrace(root.traceId(), 2));

      child.end();
      recorder.awaitSpans(1);
      root.end();

      assertThat(waiting.join()).isComplete().span("child").hasParent("root");
    }
  }

  @Test
  void awaitTrace_byCondition_findsTheTraceAmongOthers() {
    try (Skein skein = recorder.skein()) {
      skein.tracer().startSpan("noise").end();
      skein.tracer().startSpan("wanted").end();

      Trace trace =
          recorder.awaitTrace(
              candidate -> candidate.root().name().equals("wanted"), Duration.ofSeconds(10));

      assertThat(trace.find("wanted")).isSameAs(trace.root());
      assertThat(recorder.traces()).hasSize(2);
      assertThat(recorder.trace("f".repeat(32)).spans()).isEmpty();
    }
  }

  @Test
  void awaitTrace_byConditionThatLooksForMissingSpans_waitsForThem() {
    try (Skein skein = recorder.skein()) {
      Span root = skein.tracer().startSpan("root");
      CompletableFuture<Trace> waiting =
          CompletableFuture.supplyAsync(
              () ->
                  recorder.awaitTrace(
                      trace -> trace.root().name().equals("root"), Duration.ofSeconds(10)));
      skein.tracer().startSpan("child", SpanKind.INTERNAL, Context.root().with(root)).end();
      recorder.awaitSpans(1);
      root.end();

      assertThat(waiting.join()).isComplete();
    }
  }

  @Test
  void awaitSpans_thatDoNotCome_failsWithWhatIsThere() {
    try (Skein skein = recorder.skein()) {
      skein.tracer().startSpan("lonely").end();

      assertThatThrownBy(() -> recorder.awaitSpans(2, Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("waited 50 ms for 2 spans, but had 1 spans")
          .hasMessageContaining("lonely");
    }
  }

  @Test
  void awaitTrace_thatIsNotComplete_failsWithItsTreeOnly() {
    try (Skein skein = recorder.skein()) {
      skein.tracer().startSpan("other").end();
      Span root = skein.tracer().startSpan("root");
      skein.tracer().startSpan("child", SpanKind.INTERNAL, Context.root().with(root)).end();

      assertThatThrownBy(() -> recorder.awaitTrace(root.traceId(), 2, Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("parent " + root.spanId() + " is not here")
          .message()
          .doesNotContain("other");
    }
  }

  @Test
  void await_interrupted_failsAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> recorder.awaitSpans(1)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void reset_spansOnTheirWay_areForgottenToo() {
    try (Skein skein = slow()) {
      skein.tracer().startSpan("before").end();

      recorder.reset();
      skein.tracer().startSpan("after").end();

      assertThat(recorder.awaitSpans(1)).extracting(SpanData::name).containsExactly("after");
    }
  }

  @Test
  void flushes_skeinMadeElsewhere_isNotWaitedFor() {
    try (Skein skein = slow()) {
      skein.tracer().startSpan("work").end();

      assertThat(recorder.awaitSpans(1, Duration.ofSeconds(20))).hasSize(1);
    }
  }

  @Test
  void record_manyThreads_losesNothing() throws Exception {
    int threads = 8;
    int perThread = 500;
    Set<String> ids = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (Skein skein = recorder.skein()) {
      for (int i = 0; i < threads; i++) {
        executor.execute(
            () -> {
              await(start);
              for (int j = 0; j < perThread; j++) {
                Span span = skein.tracer().startSpan("s");
                ids.add(span.spanId());
                span.end();
              }
            });
      }
      start.countDown();

      List<SpanData> spans = recorder.awaitSpans(threads * perThread, Duration.ofSeconds(30));

      assertThat(spans).extracting(SpanData::spanId).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(skein.health().exported()).isEqualTo(threads * perThread);
    } finally {
      executor.shutdownNow();
      assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A Skein as an application makes it, which would keep its spans for an hour. */
  private Skein slow() {
    SkeinOptions options =
        SkeinOptions.builder().serviceName("app").exportDelay(Duration.ofHours(1)).build();
    return recorder.flushes(Skein.builder().options(options).exporter(recorder).build());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
