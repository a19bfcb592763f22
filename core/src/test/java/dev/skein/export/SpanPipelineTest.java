package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skein.internal.ProtoWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The pipeline step by step, without a thread and by a clock of our own. */
class SpanPipelineTest extends ManualPipeline {
  @Test
  void endedSpans_areSentAfterTheDelay() {
    end(2);
    assertThat(pipeline.health().pending()).isEqualTo(2);
    step(DELAY.minusNanos(1));
    assertThat(exporter.calls()).isEmpty();
    step(Duration.ofNanos(1));
    assertThat(exporter.spans()).containsExactly(List.of(1L, 2L));
    assertThat(pipeline.health().exported()).isEqualTo(2);
    assertThat(pipeline.health().pending()).isZero();
    assertThat(pipeline.health().bufferedBytes()).isZero();
  }

  @Test
  void batch_carriesResourceAndScope() throws MalformedOtlpException {
    end(1);
    step(DELAY);
    SpanData span = OtlpReader.read(exporter.calls().get(0).batch()).get(0);
    assertThat(span.resource()).containsExactly(entry("service.name", "shop"));
    assertThat(span.scopeName()).isEqualTo("dev.skein");
  }

  @Test
  void nothingEnded_sendsNothing() {
    step(DELAY);
    step(Duration.ofHours(1));
    assertThat(exporter.calls()).isEmpty();
  }

  @Test
  void manySpans_areSentBeforeTheDelay_inBatchesOfBoundedSize() {
    for (int i = 1; i <= 3_000; i++) {
      end(new TestSpan(i, 1_000));
    }
    step(Duration.ZERO);
    assertThat(exporter.calls()).hasSize(2);
    step(DELAY);
    assertThat(exporter.calls())
        .allSatisfy(call -> assertThat(call.batch().sizeInBytes()).isLessThan(1_100_000));
    assertThat(exporter.spans().stream().flatMap(List::stream).toList())
        .isEqualTo(LongStream.rangeClosed(1, 3_000).boxed().toList());
  }

  @Test
  void attemptsInFlight_areLimited() {
    List<CompletableFuture<ExportResult>> running = new ArrayList<>();
    exporter.otherwise(
        () -> {
          running.add(new CompletableFuture<>());
          return running.get(running.size() - 1);
        });
    for (int i = 0; i < 5; i++) {
      end(1);
      step(DELAY);
    }
    assertThat(exporter.calls()).hasSize(2);
    assertThat(pipeline.health().pending()).isEqualTo(5);
    running.get(1).complete(ExportResult.success());
    step(Duration.ZERO);
    // What waited meanwhile goes out together.
    assertThat(exporter.spans()).containsExactly(List.of(1L), List.of(2L), List.of(3L, 4L, 5L));
    running.forEach(future -> future.complete(ExportResult.success()));
    step(Duration.ZERO);
    assertThat(pipeline.health().exported()).isEqualTo(5);
  }

  @Test
  void partialSuccess_isCountedAndNotRepeated() {
    exporter.answer(ExportResult.partial(2, "bad spans"), ExportResult.partial(99, null));
    end(3);
    step(DELAY);
    assertThat(pipeline.health().exported()).isEqualTo(1);
    assertThat(pipeline.health().rejected()).isEqualTo(2);
    assertThat(pipeline.health().lastError()).isEqualTo("bad spans");
    end(3);
    step(DELAY);
    // An endpoint cannot refuse more than it was given.
    assertThat(pipeline.health().rejected()).isEqualTo(5);
    assertThat(exporter.calls()).hasSize(2);
  }

  @Test
  void refusedBatch_isDroppedAndCounted() {
    exporter.answer(ExportResult.failed("HTTP 400"));
    end(3);
    step(DELAY);
    end(1);
    step(DELAY);
    assertThat(pipeline.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 3L));
    assertThat(pipeline.health().exported()).isEqualTo(1);
    assertThat(pipeline.health().lastError()).isEqualTo("HTTP 400");
    assertThat(pipeline.health().reachable()).isTrue();
  }

  @Test
  void throwingExporter_losesOnlyItsBatch() {
    exporter
        .then(
            () -> {
              throw new IllegalStateException("boom");
            })
        .then(
            () -> {
              throw new NoClassDefFoundError("x/Y");
            })
        .then(
            () -> {
              throw new StackOverflowError();
            })
        .then(() -> null)
        .then(() -> CompletableFuture.failedFuture(new HostileException()))
        .then(() -> CompletableFuture.completedFuture(null))
        .then(() -> CompletableFuture.failedFuture(new OutOfMemoryError("no")));
    for (int i = 0; i < 8; i++) {
      end(1);
      step(DELAY);
    }
    assertThat(pipeline.health().dropped()).containsExactly(entry(DropReason.EXPORT_FAILED, 7L));
    assertThat(pipeline.health().exported()).isEqualTo(1);
    assertThat(pipeline.health().bufferedBytes()).isZero();
  }

  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even that");
    }
  }

  @Test
  void attemptWithoutAResult_isCancelledAtItsDeadlineAndRepeated() {
    CompletableFuture<ExportResult> never = new CompletableFuture<>();
    exporter.then(() -> never);
    end(2);
    step(DELAY);
    step(Duration.ofSeconds(29));
    assertThat(never).isNotDone();
    step(Duration.ofSeconds(1));
    assertThat(never).isCancelled();
    assertThat(pipeline.health().pending()).isEqualTo(2);
    assertThat(pipeline.health().reachable()).isFalse();
    step(Duration.ofSeconds(1));
    assertThat(exporter.spans()).containsExactly(List.of(1L, 2L), List.of(1L, 2L));
    assertThat(pipeline.health().exported()).isEqualTo(2);
  }

  @Test
  void lateResult_isIgnored() {
    // Cannot be cancelled: its owner completes it later all the same.
    CompletableFuture<ExportResult> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            throw new IllegalStateException("no");
          }
        };
    exporter.then(() -> stubborn);
    end(2);
    step(DELAY);
    step(Duration.ofSeconds(30));
    step(Duration.ofSeconds(1));
    assertThat(pipeline.health().exported()).isEqualTo(2);
    stubborn.complete(ExportResult.failed("late"));
    step(DELAY);
    assertThat(pipeline.health().exported()).isEqualTo(2);
    assertThat(pipeline.health().dropped()).isEmpty();
  }

  @Test
  void unreachableEndpoint_keepsSpansAndTriesAgainLaterAndLater() {
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    end(2);
    step(DELAY);
    assertThat(exporter.calls()).hasSize(1);
    step(Duration.ofMillis(490));
    assertThat(exporter.calls()).hasSize(1);
    step(Duration.ofMillis(10));
    assertThat(exporter.calls()).hasSize(2);
    step(Duration.ofMillis(990));
    assertThat(exporter.calls()).hasSize(2);
    step(Duration.ofMillis(10));
    assertThat(exporter.calls()).hasSize(3);
    assertThat(pipeline.health().pending()).isEqualTo(2);
    assertThat(pipeline.health().reachable()).isFalse();
    assertThat(pipeline.health().lastError()).isEqualTo("connection refused");

    exporter.otherwise(ExportResult.success());
    end(1);
    step(Duration.ofSeconds(2));
    // The repeated batch goes first, alone; then everything else.
    assertThat(exporter.spans().subList(3, 5)).containsExactly(List.of(1L, 2L), List.of(3L));
    assertThat(pipeline.health().exported()).isEqualTo(3);
    assertThat(pipeline.health().reachable()).isTrue();
  }

  @Test
  void retryAfter_holdsEveryBatchBack() {
    exporter.answer(ExportResult.retry("HTTP 429", Duration.ofSeconds(20)));
    end(1);
    step(DELAY);
    for (int i = 0; i < 19; i++) {
      end(1);
      step(DELAY);
    }
    assertThat(exporter.calls()).hasSize(1);
    step(DELAY);
    assertThat(exporter.calls()).hasSize(3);
    assertThat(pipeline.health().exported()).isEqualTo(20);
  }

  @Test
  void waitThatTheEndpointAsksFor_beginsWithItsAnswer() {
    exporter.then(
        () -> {
          time.advance(Duration.ofMillis(5));
          return CompletableFuture.completedFuture(
              ExportResult.retry("HTTP 429", Duration.ofSeconds(1)));
        });
    end(1);
    pipeline.flush(Duration.ZERO);
    step(Duration.ofSeconds(1).minusNanos(1));
    assertThat(exporter.calls()).hasSize(1);
    step(Duration.ofNanos(1));
    assertThat(exporter.calls()).hasSize(2);
  }

  @Test
  void outageOfAnHour_losesNothingThatFits() {
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    for (int second = 0; second < 3_600; second++) {
      end(5);
      step(DELAY);
    }
    assertThat(pipeline.health().pending()).isEqualTo(18_000);
    // At most a minute between two attempts, and not many of them.
    assertThat(exporter.calls().size()).isBetween(60, 80);
    exporter.otherwise(ExportResult.success());
    for (int second = 0; second < 100; second++) {
      step(DELAY);
    }
    assertThat(pipeline.health().exported()).isEqualTo(18_000);
    assertThat(pipeline.health().dropped()).isEmpty();
    assertThat(pipeline.health().bufferedBytes()).isZero();
    assertThat(lines).hasSize(2);
  }

  @Test
  void refusalWithinAnOutage_costsItsBatchAndNoMore_becauseTheEndpointIsNotBack() {
    exporter.answer(ExportResult.unreachable("connection refused"));
    exporter.otherwise(ExportResult.failed("HTTP 500"));
    end(1);
    step(DELAY);
    for (int i = 0; i < 120; i++) {
      end(1);
      step(DELAY);
    }
    // A try per back-off, which ends at a minute.
    assertThat(exporter.calls().size()).isBetween(6, 12);
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.DOWN);
    exporter.otherwise(ExportResult.success());
    step(Duration.ofMinutes(1));
    assertThat(pipeline.health().status()).isEqualTo(EndpointStatus.UP);
    assertThat(pipeline.health().pending()).isZero();
  }

  @Test
  void fullMemory_dropsTheNewest() {
    SpanPipeline small = SpanPipeline.create(config().memoryLimitBytes(100_000).build());
    exporter.otherwise(ExportResult.unreachable("connection refused"));
    for (int i = 1; i <= 200; i++) {
      small.spanStarted();
      small.append(new TestSpan(i, 1_000));
      time.advance(DELAY);
      small.step();
      assertThat(small.health().bufferedBytes()).isLessThanOrEqualTo(100_000);
    }
    long kept = small.health().pending();
    assertThat(kept).isBetween(85L, 98L);
    assertThat(small.health().dropped()).containsExactly(entry(DropReason.QUEUE_FULL, 200 - kept));
    assertBalanced(small);

    exporter.otherwise(ExportResult.success());
    time.advance(Duration.ofMinutes(2));
    small.step();
    assertThat(small.health().exported()).isEqualTo(kept);
    List<Long> delivered = exporter.spans().stream().flatMap(List::stream).distinct().toList();
    assertThat(delivered).isEqualTo(LongStream.rangeClosed(1, kept).boxed().toList());
    assertBalanced(small);
  }

  @Test
  void everyWayToDropASpan_hasItsReason() {
    pipeline.spanStarted();
    pipeline.spanDropped(DropReason.HOOK);
    end(new TestSpan(1, 70_000));
    end(
        out -> {
          throw new IllegalStateException("a defect");
        });
    pipeline.spanStarted();
    pipeline.append(null);
    pipeline.spanStarted();
    pipeline.spanDropped(null);
    assertThat(pipeline.health().dropped())
        .containsOnly(
            entry(DropReason.HOOK, 1L),
            entry(DropReason.TOO_LARGE, 1L),
            entry(DropReason.INTERNAL_ERROR, 2L),
            entry("unknown", 1L));
    assertThat(pipeline.health().droppedTotal()).isEqualTo(5);
    step(DELAY);
    assertThat(exporter.calls()).isEmpty();
  }

  @Test
  void reasonsWithoutEnd_areKeptBounded() {
    for (int i = 0; i < 1_000; i++) {
      pipeline.spanStarted();
      pipeline.spanDropped("reason " + i);
    }
    assertThat(pipeline.health().dropped()).hasSizeLessThan(70);
    assertThat(pipeline.health().droppedTotal()).isEqualTo(1_000);
  }

  @Test
  void spanAlmostTooLarge_isSent() {
    int overhead = 60;
    end(new TestSpan(1, (64 << 10) - overhead));
    step(DELAY);
    assertThat(pipeline.health().exported()).isEqualTo(1);
  }

  @Test
  void liveSpans_areTheOnesThatDidNotEnd() {
    pipeline.spanStarted();
    pipeline.spanStarted();
    end(1);
    assertThat(pipeline.health().live()).isEqualTo(2);
    step(DELAY);
    assertThat(pipeline.health().live()).isEqualTo(2);
    assertThat(pipeline.health().started()).isEqualTo(3);
  }

  @Test
  void exporterThatThrowsInCloseOrDescription_isSurvived() {
    SpanExporter rude =
        new SpanExporter() {
          @Override
          public CompletableFuture<ExportResult> export(SpanBatch batch) {
            throw new IllegalStateException();
          }

          @Override
          public String description() {
            throw new IllegalStateException();
          }

          @Override
          public void close() {
            throw new LinkageError();
          }
        };
    SpanPipeline rough =
        SpanPipeline.create(
            SpanPipelineConfig.builder(rude)
                .logSink((level, line) -> lines.add(line))
                .withoutThread()
                .build());
    assertThat(rough.health().endpoint()).isNotNull();
    rough.close();
    assertThat(rough.health().pending()).isZero();
  }

  @Test
  void reducedForm_isUsedForALargeSpan() {
    end(
        new EncodableSpan() {
          @Override
          public void encode(ProtoWriter out) {
            new TestSpan(7, 100_000).encode(out);
          }

          @Override
          public void encodeReduced(ProtoWriter out) {
            TestSpan.of(7).encode(out);
          }
        });
    step(DELAY);
    assertThat(exporter.spans()).containsExactly(List.of(7L));
  }

  @Test
  void noneExporter_takesEverything() {
    SpanPipeline none =
        SpanPipeline.create(
            SpanPipelineConfig.builder(SpanExporter.none()).withoutThread().build());
    none.spanStarted();
    none.append(TestSpan.of(1));
    assertThat(none.flush(Duration.ZERO)).isEqualTo(new FlushResult(1, 0, 0, 0, 0));
    assertThat(none.health().endpoint()).isEqualTo("none");
  }
}
