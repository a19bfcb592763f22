package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads end spans while an endpoint misbehaves, somebody flushes, and in the end somebody
 * closes: the numbers must agree with what the test itself counted, not only with each other.
 */
@Timeout(600)
class SpanPipelineConcurrencyTest {
  private static final int THREADS = 6;
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Does something else every time, and writes down what it said about which span. */
  private static final class MoodyExporter implements SpanExporter {
    private final ExecutorService elsewhere = Executors.newFixedThreadPool(2);
    private final Random random = new Random(3);
    final Map<Long, LongAdder> accepted = new ConcurrentHashMap<>();
    final AtomicLong acceptedSpans = new AtomicLong();
    final AtomicLong rejectedSpans = new AtomicLong();
    final AtomicLong failedSpans = new AtomicLong();
    volatile boolean calm;

    @Override
    public CompletableFuture<ExportResult> export(SpanBatch batch) {
      int mood = calm ? 0 : random.nextInt(7);
      return switch (mood) {
        case 1 -> CompletableFuture.completedFuture(ExportResult.retry("later", null));
        case 2 -> CompletableFuture.completedFuture(ExportResult.unreachable("gone"));
        case 3 -> {
          failedSpans.addAndGet(batch.spanCount());
          throw new IllegalStateException("thrown");
        }
        case 4 -> {
          failedSpans.addAndGet(batch.spanCount());
          yield CompletableFuture.failedFuture(new NoClassDefFoundError("failed"));
        }
        case 5 -> {
          long refused = random.nextInt(batch.spanCount() + 1);
          rejectedSpans.addAndGet(refused);
          acceptedSpans.addAndGet(batch.spanCount() - refused);
          yield CompletableFuture.completedFuture(ExportResult.partial(refused, null));
        }
        default -> CompletableFuture.supplyAsync(() -> accept(batch), elsewhere);
      };
    }

    private ExportResult accept(SpanBatch batch) {
      try {
        for (SpanData span : OtlpReader.read(batch)) {
          accepted.computeIfAbsent(TestSpan.numberOf(span), unused -> new LongAdder()).increment();
        }
      } catch (MalformedOtlpException e) {
        throw new AssertionError(e);
      }
      acceptedSpans.addAndGet(batch.spanCount());
      return ExportResult.success();
    }

    @Override
    public void close() {
      elsewhere.shutdown();
    }
  }

  @Test
  void accounting_agreesWithTheWorld_afterEveryRound() throws Exception {
    MoodyExporter exporter = new MoodyExporter();
    SpanPipeline pipeline =
        SpanPipeline.create(
            SpanPipelineConfig.builder(exporter)
                .exportDelay(Duration.ofMillis(2))
                .random(() -> 0.01)
                .memoryLimitBytes(400_000)
                .logSink((level, line) -> {})
                .build());
    AtomicLong numbers = new AtomicLong();
    LongAdder hooks = new LongAdder();
    LongAdder tooLarge = new LongAdder();
    LongAdder live = new LongAdder();
    for (int round = 0; round < 5; round++) {
      exporter.calm = false;
      inParallel(
          () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < 2_000; i++) {
              pipeline.spanStarted();
              switch (random.nextInt(100)) {
                case 0 -> {
                  pipeline.spanDropped(DropReason.HOOK);
                  hooks.increment();
                }
                case 1 -> live.increment();
                case 2 -> {
                  pipeline.append(new TestSpan(1, 70_000));
                  tooLarge.increment();
                }
                case 3 -> {
                  pipeline.append(TestSpan.of(numbers.incrementAndGet()));
                  pipeline.flush(Duration.ofMillis(1));
                }
                default ->
                    pipeline.append(new TestSpan(numbers.incrementAndGet(), random.nextInt(300)));
              }
            }
          });
      exporter.calm = true;
      assertThat(pipeline.flush(LONG).pending()).isZero();

      Health health = pipeline.health();
      assertThat(health.started()).isEqualTo((round + 1L) * THREADS * 2_000);
      assertThat(health.live()).isEqualTo(live.sum());
      assertThat(health.pending()).isZero();
      assertThat(health.exported()).isEqualTo(exporter.acceptedSpans.get());
      assertThat(health.rejected()).isEqualTo(exporter.rejectedSpans.get());
      assertThat(dropped(health, DropReason.EXPORT_FAILED)).isEqualTo(exporter.failedSpans.get());
      assertThat(dropped(health, DropReason.HOOK)).isEqualTo(hooks.sum());
      assertThat(dropped(health, DropReason.TOO_LARGE)).isEqualTo(tooLarge.sum());
      assertThat(dropped(health, DropReason.INTERNAL_ERROR)).isZero();
      assertThat(health.bufferedBytes()).isZero();
      ManualPipeline.assertBalanced(pipeline);
    }
    assertThat(exporter.accepted.values()).allSatisfy(n -> assertThat(n.sum()).isEqualTo(1));
    pipeline.close(LONG);
  }

  @RepeatedTest(30)
  void closeAmongEndingSpans_leavesNothingUncounted() throws Exception {
    MoodyExporter exporter = new MoodyExporter();
    exporter.calm = true;
    SpanPipeline pipeline =
        SpanPipeline.create(
            SpanPipelineConfig.builder(exporter)
                .exportDelay(Duration.ofMillis(1))
                .memoryLimitBytes(100_000)
                .logSink((level, line) -> {})
                .build());
    AtomicLong numbers = new AtomicLong();
    AtomicLong closer = new AtomicLong();
    inParallel(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            pipeline.spanStarted();
            pipeline.append(TestSpan.of(numbers.incrementAndGet()));
            if (i == 500 && closer.getAndIncrement() == 0) {
              pipeline.close(LONG);
            }
          }
        });
    pipeline.close(LONG);
    Health health = pipeline.health();
    assertThat(health.started()).isEqualTo(THREADS * 1_000L);
    assertThat(health.live()).isZero();
    assertThat(health.pending()).isZero();
    assertThat(health.bufferedBytes()).isZero();
    assertThat(health.exported()).isEqualTo(exporter.acceptedSpans.get());
    assertThat(health.exported() + health.droppedTotal()).isEqualTo(THREADS * 1_000L);
  }

  @Test
  void snapshots_takenMeanwhileAreNeverNegativeOrBeyondTheBudget() throws Exception {
    MoodyExporter exporter = new MoodyExporter();
    SpanPipeline pipeline =
        SpanPipeline.create(
            SpanPipelineConfig.builder(exporter)
                .exportDelay(Duration.ofMillis(1))
                .random(() -> 0.01)
                .memoryLimitBytes(50_000)
                .logSink((level, line) -> {})
                .build());
    inParallel(
        () -> {
          for (int i = 0; i < 2_000; i++) {
            pipeline.spanStarted();
            pipeline.append(new TestSpan(1, 50));
            if (i % 10 == 0) {
              Health health = pipeline.health();
              // Counters are read one after the other, so that a span may be counted twice.
              assertThat(health.live()).isBetween(0L, health.started());
              assertThat(health.pending()).isBetween(0L, health.started());
              assertThat(health.bufferedBytes()).isBetween(0L, 50_000L);
            }
          }
        });
    pipeline.close(Duration.ofMillis(100));
    ManualPipeline.assertBalanced(pipeline);
    assertThat(pipeline.health().pending()).isZero();
  }

  private static long dropped(Health health, String reason) {
    return health.dropped().getOrDefault(reason, 0L);
  }

  private static void inParallel(Runnable work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      CompletableFuture<Void> result = new CompletableFuture<>();
      done.add(result);
      new Thread(
              () -> {
                try {
                  start.await();
                  work.run();
                  result.complete(null);
                } catch (Throwable e) {
                  result.completeExceptionally(e);
                }
              })
          .start();
    }
    for (CompletableFuture<Void> result : done) {
      result.get();
    }
  }
}
