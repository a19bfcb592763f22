package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Figure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines that random things happen to, one after the other: after each of them every span is
 * accounted for, the memory is what is in use, and what a flush says adds up.
 */
class AccountingTest {
  private static final int OPERATIONS = 120;

  @TempDir Path directory;

  @Test
  void everySpan_isAccountedForAfterEveryStep() {
    long steps = 0;
    int sequences = Figure.count(5_000, 1_000);
    for (int seed = 0; seed < sequences; seed++) {
      steps += new Sequence(seed, null).run();
    }
    Figure.report(
        "accounting-memory",
        "Random sequences of ends, replies, faults, flushes and closes",
        sequences + " sequences, " + steps + " steps, 0 spans unaccounted for");
  }

  @Test
  void everySpan_isAccountedForAfterEveryStep_withASpool() {
    long steps = 0;
    int sequences = Figure.count(500, 100);
    for (int seed = 0; seed < sequences; seed++) {
      steps += new Sequence(seed, directory.resolve("spool " + seed)).run();
    }
    Figure.report(
        "accounting-spool",
        "The same with a spool, and the process after it",
        sequences + " sequences, " + steps + " steps, 0 spans unaccounted for");
  }

  /** One pipeline, or with a spool two, one after the other. */
  private static final class Sequence {
    private final int seed;
    private final SplittableRandom random;
    private final @Nullable Path spool;
    private final FakeNanoTime time = new FakeNanoTime();
    private final List<CompletableFuture<ExportResult>> running = new ArrayList<>();
    private final List<SpanBatch> batches = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private SpanPipeline pipeline;
    private long ended;
    private long steps;
    private boolean faulty = true;

    Sequence(int seed, @Nullable Path spool) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.spool = spool;
      this.pipeline = pipeline();
    }

    private SpanPipeline pipeline() {
      SpanPipelineConfig.Builder config =
          SpanPipelineConfig.builder(this::export)
              .memoryLimitBytes(100_000)
              .maxBatchBytes(20_000)
              .maxSpanBytes(5_000)
              .maxInFlight(1 + random.nextInt(3))
              .nanoTime(time)
              .random(random::nextDouble)
              .logSink(
                  (level, line) -> {
                    if (random.nextInt(4) == 0) {
                      throw new IllegalStateException("no log");
                    }
                  })
              .withoutThread();
      if (spool != null) {
        config.spool(spool, 1 << 20, Duration.ofMinutes(5));
      }
      return SpanPipeline.create(config.build());
    }

    private CompletableFuture<ExportResult> export(SpanBatch batch) {
      if (faulty && random.nextInt(20) == 0) {
        throw new NoClassDefFoundError("x/Y");
      }
      CompletableFuture<ExportResult> result = new CompletableFuture<>();
      running.add(result);
      batches.add(batch);
      if (!faulty || random.nextInt(3) == 0) {
        answer(running.size() - 1);
      }
      return result;
    }

    private void answer(int which) {
      CompletableFuture<ExportResult> result = running.remove(which);
      SpanBatch batch = batches.remove(which);
      int dice = faulty ? random.nextInt(14) : 0;
      if (dice < 5) {
        long refused = faulty && dice == 0 ? random.nextInt(batch.spanCount() + 2) : 0;
        result.complete(ExportResult.partial(refused, null));
        take(batch);
        return;
      }
      switch (dice) {
        case 5 -> result.complete(ExportResult.retry("503", null));
        case 6 -> {
          Duration wait = Duration.ofSeconds(random.nextInt(-5, 20));
          result.complete(ExportResult.retry("429", wait));
        }
        case 7 -> result.complete(ExportResult.unreachable("refused"));
        case 8, 9 -> result.complete(ExportResult.tooLarge("413"));
        case 10, 11 -> result.complete(ExportResult.invalid("400"));
        case 12 -> result.complete(ExportResult.failed("500"));
        default -> result.completeExceptionally(new StackOverflowError());
      }
    }

    private void take(SpanBatch batch) {
      try {
        for (SpanData span : OtlpReader.read(batch)) {
          taken.set((int) TestSpan.numberOf(span));
        }
      } catch (MalformedOtlpException e) {
        throw new AssertionError(e);
      }
    }

    long run() {
      for (int i = 0; i < OPERATIONS; i++) {
        operate();
        check();
      }
      FlushResult result = closePipeline();
      if (spool != null) {
        Health health = pipeline.health();
        successor(result.spooled(), health.exported() + health.rejected() + result.spooled());
      }
      return steps;
    }

    private void operate() {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> end(random.nextInt(40));
        case 3, 4, 5 -> step(Duration.ofMillis(random.nextInt(3_000)));
        case 6, 7 -> {
          if (!running.isEmpty()) {
            answer(random.nextInt(running.size()));
          }
        }
        case 8 -> flush();
        default -> step(Duration.ofSeconds(random.nextInt(120)));
      }
    }

    private void end(int count) {
      for (int i = 0; i < count; i++) {
        pipeline.spanStarted();
        int dice = random.nextInt(50);
        if (dice == 0) {
          pipeline.spanDropped(DropReason.HOOK);
        } else if (dice == 1) {
          pipeline.append(
              out -> {
                throw new IllegalStateException("a defect");
              });
        } else {
          int ballast = dice == 2 ? 10_000 : random.nextInt(dice == 3 ? 5_000 : 300);
          pipeline.append(new TestSpan(++ended, ballast));
        }
      }
    }

    private void step(Duration later) {
      time.advance(later);
      try {
        pipeline.step();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }

    private void flush() {
      long pending = pipeline.health().pending();
      FlushResult result = pipeline.flush(Duration.ZERO);
      assertThat(result.exported() + result.rejected() + result.dropped() + result.pending())
          .as("seed %s: %s of %s", seed, result, pending)
          .isEqualTo(pending);
      assertThat(result.spooled()).isBetween(0L, result.pending());
      assertThat(result.pending()).isEqualTo(pipeline.health().pending());
    }

    private void check() {
      steps++;
      Health health = pipeline.health();
      assertThat(
              health.live()
                  + health.pending()
                  + health.exported()
                  + health.rejected()
                  + health.droppedTotal())
          .as("seed %s: %s", seed, health)
          .isEqualTo(health.started());
      assertThat(health.live()).isZero();
      assertThat(health.bufferedBytes())
          .as("seed %s: %s", seed, health)
          .isBetween(0L, health.bufferLimitBytes());
      SpoolHealth onDisk = health.spool();
      if (onDisk != null) {
        assertThat(onDisk.spooled()).as("seed %s", seed).isBetween(0L, health.pending());
        assertThat(onDisk.recovered())
            .as("seed %s: %s", seed, onDisk)
            .isEqualTo(
                onDisk.recoveredPending()
                    + onDisk.recoveredExported()
                    + onDisk.recoveredRejected()
                    + Health.total(onDisk.recoveredDropped()));
      }
    }

    private FlushResult closePipeline() {
      long pending = pipeline.health().pending();
      FlushResult result = pipeline.close(Duration.ZERO);
      check();
      Health health = pipeline.health();
      assertThat(result.exported() + result.rejected() + result.dropped() + result.pending())
          .as("seed %s: %s of %s", seed, result, pending)
          .isEqualTo(pending);
      assertThat(health.bufferedBytes()).as("seed %s: %s", seed, health).isZero();
      assertThat(result.pending()).as("seed %s: %s", seed, health).isEqualTo(health.pending());
      assertThat(result.spooled()).as("seed %s: %s", seed, health).isEqualTo(result.pending());
      if (spool == null) {
        assertThat(result.pending()).as("seed %s", seed).isZero();
      }
      pipeline.spanStarted();
      pipeline.append(TestSpan.of(++ended));
      check();
      return result;
    }

    /** A process that finds what the first one left, and an endpoint that takes everything. */
    private void successor(long left, long kept) {
      running.clear();
      batches.clear();
      faulty = false;
      pipeline = pipeline();
      for (int i = 0; i < 200; i++) {
        step(Duration.ofMillis(500));
        check();
      }
      SpoolHealth found = pipeline.health().spool();
      assertThat(found).isNotNull();
      // What was acknowledged behind something that was not comes once more.
      assertThat(found.recovered()).as("seed %s: %s", seed, found).isGreaterThanOrEqualTo(left);
      assertThat(found.recoveredPending()).as("seed %s: %s", seed, found).isZero();
      long expired = Health.total(found.recoveredDropped());
      assertThat(found.lost()).as("seed %s: %s", seed, found).isZero();
      assertThat(taken.cardinality() + expired)
          .as("seed %s: %s", seed, found)
          .isGreaterThanOrEqualTo(kept);
      pipeline.close(Duration.ZERO);
      check();
    }
  }
}
