package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.skein.Clock;
import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.TraceState;
import dev.skein.Tracer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

@Timeout(600)
final class SkeinExtensionTest {
  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static EngineExecutionResults runInParallel(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .selectors(selectClass(tests))
        .execute();
  }

  private static void succeeds(EngineExecutionResults results, int tests) {
    results.testEvents().assertStatistics(stats -> stats.succeeded(tests).failed(0).skipped(0));
  }

  private static void fails(Class<?> tests, String name, String... messageParts) {
    Predicate<String> hasAll =
        text -> {
          assertThat(text).contains(messageParts);
          return true;
        };
    run(tests)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(name),
                finishedWithFailure(instanceOf(AssertionError.class), message(hasAll))));
  }

  @SkeinTest(serviceName = "shop")
  static final class Parameters {
    private final TraceRecorder ofConstructor;
    private TraceRecorder ofBeforeEach;

    Parameters(TraceRecorder recorder) {
      ofConstructor = recorder;
    }

    @BeforeEach
    void keep(TraceRecorder recorder) {
      ofBeforeEach = recorder;
    }

    @Test
    void one(TraceRecorder recorder, Tracer tracer) {
      checkOnly(recorder, tracer);
    }

    @Test
    void another(TraceRecorder recorder, Skein skein, OtlpReceiver receiver) {
      checkOnly(recorder, skein.tracer());
      assertThat(receiver.spans()).isEmpty();
    }

    private void checkOnly(TraceRecorder recorder, Tracer tracer) {
      tracer.startSpan("work").end();

      assertThat(recorder).isSameAs(ofConstructor).isSameAs(ofBeforeEach);
      assertThat(recorder.awaitTrace()).hasSpanNames("work").hasServices("shop");
    }
  }

  @Test
  void parameters_areTheSameThroughoutATestAndNewForTheNext() {
    succeeds(run(Parameters.class), 2);
  }

  @SkeinTest
  static final class SharedByTheClass {
    private static TraceRecorder shared;

    @BeforeAll
    static void start(TraceRecorder recorder, Tracer tracer) {
      shared = recorder;
      tracer.startSpan("before all").end();
    }

    @Test
    void one(TraceRecorder recorder, Tracer tracer) {
      checkOnly(recorder, tracer);
    }

    @Test
    void another(TraceRecorder recorder, Tracer tracer) {
      checkOnly(recorder, tracer);
    }

    @Nested
    final class Inner {
      @Test
      void nested(TraceRecorder recorder, Tracer tracer) {
        checkOnly(recorder, tracer);
      }
    }

    private static void checkOnly(TraceRecorder recorder, Tracer tracer) {
      tracer.startSpan("work").end();

      assertThat(recorder).isSameAs(shared);
      assertThat(recorder.awaitTrace()).hasSpanNames("work");
    }
  }

  @Test
  void recorderOfBeforeAll_isSharedAndResetForEachTestAndNestedTest() {
    succeeds(run(SharedByTheClass.class), 3);
    succeeds(runInParallel(SharedByTheClass.class), 3);
  }

  @SkeinTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class OneInstance {
    private final TraceRecorder recorder;
    private final Tracer tracer;

    OneInstance(TraceRecorder recorder, Tracer tracer) {
      this.recorder = recorder;
      this.tracer = tracer;
    }

    @Test
    void one() {
      checkOnly();
    }

    @Test
    void another() {
      checkOnly();
    }

    private void checkOnly() {
      tracer.startSpan("work").end();

      assertThat(recorder.awaitTrace()).hasSpanNames("work");
    }
  }

  @Test
  void recorderOfAnInstanceForAllTests_isResetForEach() {
    succeeds(run(OneInstance.class), 2);
  }

  @SkeinTest
  @Execution(ExecutionMode.CONCURRENT)
  static final class AtOnce {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);
    private static final Set<TraceRecorder> RECORDERS = ConcurrentHashMap.newKeySet();

    @Test
    void one(TraceRecorder recorder, Tracer tracer) throws Exception {
      checkOnly(recorder, tracer);
    }

    @Test
    void another(TraceRecorder recorder, Tracer tracer) throws Exception {
      checkOnly(recorder, tracer);
    }

    private static void checkOnly(TraceRecorder recorder, Tracer tracer) throws Exception {
      RECORDERS.add(recorder);
      Span span = tracer.startSpan("work");
      BOTH.await(5, TimeUnit.MINUTES);
      span.end();

      assertThat(recorder.awaitTrace()).hasSpanNames("work");
    }
  }

  @Test
  void testsInParallel_haveRecordersOfTheirOwn() {
    AtOnce.RECORDERS.clear();

    succeeds(runInParallel(AtOnce.class), 2);

    assertThat(AtOnce.RECORDERS).hasSize(2);
  }

  static final class AsAField {
    private static final Clock MIDNIGHT =
        new Clock() {
          @Override
          public long epochNanos(long nanoTime) {
            return 42;
          }

          @Override
          public long nanoTime() {
            return 0;
          }
        };

    @RegisterExtension
    static final SkeinExtension SKEIN =
        SkeinExtension.create()
            .serviceName("shop")
            .captureStacks(true)
            .patience(Duration.ofSeconds(1))
            .customize(builder -> builder.clock(MIDNIGHT));

    @Test
    void one(TraceRecorder recorder, Tracer tracer) {
      tracer.startSpan("work").end();

      assertThat(recorder.awaitTrace()).hasServices("shop");
      assertThat(recorder.awaitTrace().root().startEpochNanos()).isEqualTo(42);
    }
  }

  @Test
  void extensionAsAField_isConfigured() {
    succeeds(run(AsAField.class), 1);
  }

  @SkeinTest(patienceMillis = 50)
  static final class Leaking {
    @Test
    void spanLeftOpen(Tracer tracer) {
      tracer.startSpan("forgotten");
    }

    @Test
    void scopeLeftOpen(Tracer tracer) {
      Span span = tracer.startSpan("current");
      Scope unused = span.makeCurrent();
      span.end();
    }

    @Test
    void scopeClosedTwice(Tracer tracer) {
      Span span = tracer.startSpan("current");
      Scope scope = span.makeCurrent();
      scope.close();
      scope.close();
      span.end();
    }

    @Test
    void doubleEnd(Tracer tracer) {
      Span span = tracer.startSpan("eager");
      span.end();
      span.end();
    }

    @Test
    void orphan(Tracer tracer) {
      Span parent = tracer.startSpan("of another Skein");
      parent.end();
      try (Skein other = TraceRecorder.create().skein()) {
        Span foreign = other.tracer().startSpan("foreign");
        tracer.startSpan("orphan", SpanKind.INTERNAL, foreign).end();
        foreign.end();
      }
    }

    @Test
    void failure(Tracer tracer) {
      tracer.startSpan("forgotten");
      throw new IllegalStateException("what matters");
    }

    @Test
    @WithoutTraceChecks(TraceCheck.OPEN_SPANS)
    void switchedOff(Tracer tracer) {
      tracer.startSpan("forgotten");
    }

    @Test
    void remoteParent(Tracer tracer) {
      Context remote = SpanContext.remote(1, 2, 3, SpanContext.SAMPLED_FLAG, TraceState.empty());
      tracer.startSpan("served", SpanKind.SERVER, remote).end();
    }
  }

  @Test
  void spanLeftOpen_failsWithWhereItWasStarted() {
    fails(
        Leaking.class,
        "spanLeftOpen",
        "1 problem with the tracing in this test:\n  a span was never ended: \"forgotten\" ",
        "at dev.skein.testkit.SkeinExtensionTest$Leaking.spanLeftOpen(SkeinExtensionTest.java:",
        "\n  test: forgotten ",
        "OPEN for 0.");
  }

  @Test
  void scopeLeftOpen_failsWithWhereItWasOpened() {
    fails(
        Leaking.class,
        "scopeLeftOpen",
        "a scope was never closed: of \"current\" ",
        "at dev.skein.testkit.SkeinExtensionTest$Leaking.scopeLeftOpen(");
  }

  @Test
  void scopeClosedTwice_fails() {
    fails(Leaking.class, "scopeClosedTwice", "1 scope of service test: closed twice");
  }

  @Test
  void doubleEnd_failsWithWhereItWasEndedAgain() {
    fails(
        Leaking.class,
        "doubleEnd",
        "a span was ended once more: \"eager\" ",
        "at dev.skein.testkit.SkeinExtensionTest$Leaking.doubleEnd(");
  }

  @Test
  void orphan_failsWithTheTree() {
    fails(
        Leaking.class,
        "orphan",
        "a span is an orphan: \"orphan\" ",
        "is neither remote nor recorded in this test",
        "is not here:\n    test: orphan ");
  }

  @Test
  void failureOfTheTest_isNotCoveredUp() {
    run(Leaking.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("failure"),
                finishedWithFailure(
                    instanceOf(IllegalStateException.class), message("what matters"))));
  }

  @Test
  void onlyWhatIsWrongAndChecked_fails() {
    run(Leaking.class).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(6));
  }
}
