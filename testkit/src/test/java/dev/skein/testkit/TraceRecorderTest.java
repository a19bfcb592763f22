package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Context;
import dev.skein.EndingSpan;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanHook;
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

@Timeout(600)
final class TraceRecorderTest {
  private static final Duration LONG = Duration.ofMinutes(5);

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
          recorder.awaitTrace(candidate -> candidate.root().name().equals("wanted"), LONG);

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
              () -> recorder.awaitTrace(trace -> trace.root().name().equals("root"), LONG));
      skein.tracer().startSpan("child", SpanKind.INTERNAL, Context.root().with(root)).end();
      recorder.awaitSpans(1);
      root.end();

      assertThat(waiting.join()).isComplete();
    }
  }

  @Test
  void awaitTrace_byId_returnsWhenTheLastOpenSpanHasEnded() {
    try (Skein skein = slow()) {
      Span root = skein.tracer().startSpan("root");
      Span child = skein.tracer().startSpan("child", SpanKind.INTERNAL, root);
      Span other = skein.tracer().startSpan("other");
      CompletableFuture<Trace> waiting =
          CompletableFuture.supplyAsync(() -> recorder.awaitTrace(root.traceId()));
      root.end();
      recorder.awaitSpans(1);
      assertThat(waiting).isNotDone();
      child.end();

      assertThat(waiting.join()).isComplete().hasSpanNames("root", "child");
      other.end();
    }
  }

  @Test
  void awaitTrace_theOnlyOne_isThereWhenEverythingHasEnded() {
    try (Skein skein = slow()) {
      Span root = skein.tracer().startSpan("root");
      skein.tracer().startSpan("child", SpanKind.INTERNAL, root).end();
      root.end();

      assertThat(recorder.awaitTrace()).isComplete().hasSpans(2);
    }
  }

  @Test
  void awaitTrace_amongSeveral_failsWithAllOfThem() {
    try (Skein skein = recorder.skein()) {
      skein.tracer().startSpan("one").end();
      skein.tracer().startSpan("two").end();

      assertThatThrownBy(recorder::awaitTrace)
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("expected one trace, found 2", "one", "two");
      assertThat(recorder.awaitTraceOf("two").root()).hasName("two");
      assertThat(recorder.awaitTraces()).hasSize(2);
    }
  }

  @Test
  void awaitTrace_withOpenSpans_failsWithWhereTheyWereStarted() {
    recorder.captureStacks(true);
    try (Skein skein = recorder.skein()) {
      Span root = skein.tracer().startSpan("root");

      assertThatThrownBy(() -> recorder.awaitTrace(root.traceId(), Duration.ofMillis(20)))
          .hasMessageContainingAll(
              "waited 20 ms for the spans of trace " + root.traceId() + " to end, but had 0 spans",
              "test: root " + root.spanId() + " OPEN for ");
      assertThatThrownBy(() -> recorder.verify(TraceCheck.all(), Duration.ofMillis(20)))
          .hasMessageContainingAll(
              "\"root\" " + root.spanId() + ", OPEN for ",
              "started on thread \"main\"",
              "TraceRecorderTest.awaitTrace_withOpenSpans_failsWithWhereTheyWereStarted(",
              "org.junit.");
      root.end();
    }
  }

  @Test
  void awaitTrace_ofASpanThatAHookDrops_doesNotWaitForIt() {
    SpanHook dropping =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            if (span.name().equals("dropped")) {
              span.drop();
            }
          }
        };
    try (Skein skein = recorder.skein("shop", builder -> builder.hook(dropping))) {
      Span root = skein.tracer().startSpan("root");
      Span dropped = skein.tracer().startSpan("dropped", SpanKind.INTERNAL, root);
      skein.tracer().startSpan("orphan", SpanKind.INTERNAL, dropped).end();
      dropped.end();
      root.end();

      assertThat(recorder.awaitTrace()).hasSpanNames("root", "orphan");
      assertThatThrownBy(recorder::verify)
          .hasMessageContaining("whose parent " + dropped.spanId() + " was dropped");
    }
  }

  @Test
  void awaitTrace_ofASkeinThatDoesNotSayWhatItStarts_saysSo() {
    SkeinOptions options = SkeinOptions.builder().serviceName("app").build();
    Skein silent = Skein.builder().options(options).exporter(recorder).build();
    try (silent) {
      recorder.flushes(silent).tracer().startSpan("work").end();
      recorder.awaitSpans(1);

      assertThatThrownBy(recorder::awaitTrace)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("give it this recorder as a hook");
    }
  }

  @Test
  void reset_openSpan_belongsToTheTestBefore() {
    try (Skein skein = recorder.skein()) {
      Span before = skein.tracer().startSpan("before");
      recorder.reset();
      skein.tracer().startSpan("child", SpanKind.INTERNAL, before).end();
      recorder.verify();
      before.end();

      assertThat(recorder.awaitTraces()).hasSize(1);
      assertThat(recorder.spans()).extracting(SpanData::name).containsExactly("child");
    }
  }

  @Test
  void verify_scopesThatAreClosedInTheEnd_passes() {
    try (Skein skein = recorder.skein()) {
      Span outer = skein.tracer().startSpan("outer");
      Span inner = skein.tracer().startSpan("inner");
      try (Scope outerScope = outer.makeCurrent()) {
        try (Scope innerScope = inner.makeCurrent()) {
          inner.end();
        }
        outer.end();
      }

      recorder.verify();
    }
  }

  @Test
  void verify_scopesClosedInTheWrongOrder_failsOnceForAll() {
    try (Skein skein = recorder.skein()) {
      Scope outer = skein.attach(Context.root());
      Scope inner = skein.attach(Context.root());
      outer.close();

      assertThatThrownBy(() -> recorder.verify(TraceCheck.all(), Duration.ofMillis(20)))
          .hasMessageContainingAll(
              "2 problems with the tracing in this test:",
              "a scope was never closed: of no span, opened on thread \"main\"",
              "1 scope of service test: closed before one that was opened later");

      inner.close();
      assertThatThrownBy(recorder::verify).hasMessageContaining("1 problem with");
      recorder.reset();
      recorder.verify();
    }
  }

  @Test
  void verify_scopeOfATestBefore_isLeftAlone() {
    try (Skein skein = recorder.skein()) {
      Scope before = skein.attach(Context.root());
      recorder.reset();
      Scope unused = skein.attach(Context.root());
      unused.close();
      recorder.verify();
      before.close();
      recorder.verify();
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
          .hasMessageContaining("2 spans, 1 services, incomplete (1 of them open)")
          .message()
          .containsPattern("test: root " + root.spanId() + " OPEN for \\d+\\.\\d")
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

      assertThat(recorder.awaitSpans(1, LONG)).hasSize(1);
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

      List<SpanData> spans = recorder.awaitSpans(threads * perThread, LONG);

      assertThat(spans).extracting(SpanData::spanId).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(skein.health().exported()).isEqualTo(threads * perThread);
    } finally {
      executor.shutdownNow();
      assertThat(executor.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** A Skein as an application makes it, which would keep its spans for an hour. */
  private Skein slow() {
    SkeinOptions options =
        SkeinOptions.builder().serviceName("app").exportDelay(Duration.ofHours(1)).build();
    return recorder.flushes(
        Skein.builder().options(options).exporter(recorder).hook(recorder).build());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
