package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is thrown at whatever place of the worker's way: the next span is delivered, and every
 * one is accounted for.
 */
@Timeout(600)
class WorkerFaultsTest {
  private static final int FAULTS = Figure.count(10_000, 1_000);
  private static final Duration SOME_TIME = Duration.ofMinutes(5);
  private static final String WORKER = "faulty-worker";

  /** Where something of the application's, of the JDK's or of an exporter's runs on the worker. */
  private enum Site {
    CLOCK,
    EXPORT,
    FUTURE,
    FUTURES_CALLBACK,
    FUTURES_CANCEL,
    JITTER,
    LOG
  }

  private static final List<Supplier<Throwable>> KINDS =
      List.of(
          () -> new IllegalStateException("injected"),
          () -> new LinkageError("injected"),
          () -> new NoClassDefFoundError("injected"),
          StackOverflowError::new,
          () -> new OutOfMemoryError("injected"),
          ThreadDeath::new,
          () -> new AssertionError("injected"),
          () -> new InterruptedException("injected, though nobody declares it"),
          () -> new IOException("injected, though nobody declares it"),
          Unspeakable::new);

  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException();
    }

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  private record Fault(Site site, Throwable thrown) {}

  private final AtomicReference<Fault> armed = new AtomicReference<>();
  private final Semaphore thrown = new Semaphore(0);
  private volatile long thrownAt;
  private volatile long minutes;
  private volatile long longestAbsence;

  private final SpanExporter exporter =
      new SpanExporter() {
        @Override
        public CompletableFuture<ExportResult> export(SpanBatch batch) {
          long since = thrownAt;
          if (since != 0) {
            longestAbsence = Math.max(longestAbsence, System.nanoTime() - since);
            thrownAt = 0;
          }
          at(Site.EXPORT);
          return answer();
        }

        @Override
        public void close() {
          throw new LinkageError("injected");
        }

        @Override
        public String description() {
          throw new OutOfMemoryError("injected");
        }
      };

  private CompletableFuture<ExportResult> answer() {
    Fault fault = armed.get();
    switch (fault == null ? Site.CLOCK : fault.site) {
      case FUTURE:
        armed.set(null);
        thrown();
        return CompletableFuture.failedFuture(fault.thrown);
      case FUTURES_CANCEL:
        return new Callback();
      case JITTER:
        return CompletableFuture.completedFuture(ExportResult.retry("again", null));
      case LOG:
        return CompletableFuture.completedFuture(ExportResult.failed("worth a line"));
      default:
        CompletableFuture<ExportResult> answer = new Callback();
        answer.complete(ExportResult.success());
        return answer;
    }
  }

  private void thrown() {
    thrownAt = System.nanoTime();
    thrown.release();
  }

  /** Throws when somebody wants to be told. */
  private final class Callback extends CompletableFuture<ExportResult> {
    @Override
    public CompletableFuture<ExportResult> whenComplete(
        BiConsumer<? super ExportResult, ? super Throwable> action) {
      at(Site.FUTURES_CALLBACK);
      return super.whenComplete(action);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      at(Site.FUTURES_CANCEL);
      return super.cancel(mayInterruptIfRunning);
    }
  }

  private void at(Site site) {
    Fault fault = armed.get();
    if (fault != null
        && fault.site == site
        && Thread.currentThread().getName().equals(WORKER)
        && armed.compareAndSet(fault, null)) {
      thrown();
      Thread.currentThread().interrupt();
      WorkerFaultsTest.<RuntimeException>sneak(fault.thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private SpanPipeline pipeline() {
    return SpanPipeline.create(
        SpanPipelineConfig.builder(exporter)
            .threadName(WORKER)
            .exportDelay(Duration.ofMillis(5))
            .exportTimeout(Duration.ofMillis(20))
            .nanoTime(
                () -> {
                  at(Site.CLOCK);
                  return System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
                })
            .random(
                () -> {
                  at(Site.JITTER);
                  return 0;
                })
            .logSink(
                (level, line) -> {
                  at(Site.LOG);
                })
            .build());
  }

  @Test
  void worker_whateverIsThrownWherever_deliversTheNextSpan() throws InterruptedException {
    SpanPipeline pipeline = pipeline();
    Site[] sites = Site.values();
    for (int i = 0; i < FAULTS; i++) {
      Fault fault = new Fault(sites[i % sites.length], KINDS.get(i / sites.length % 10).get());
      minutes += fault.site == Site.LOG ? 2 : 0; // or it has said enough for this minute
      armed.set(fault);
      end(pipeline, 2 * i);
      pipeline.flush(Duration.ZERO);
      thrown.acquire();
      pipeline.flush(SOME_TIME);
      long exported = pipeline.health().exported();
      end(pipeline, 2 * i + 1);
      FlushResult result = pipeline.flush(SOME_TIME);
      assertThat(pipeline.health().exported())
          .as("after %s at %s: %s", fault.thrown.getClass(), fault.site, result)
          .isGreaterThan(exported);
      ManualPipeline.assertBalanced(pipeline);
      assertThat(pipeline.health().live() + pipeline.health().pending()).isZero();
    }
    pipeline.close(SOME_TIME);
    Health health = pipeline.health();
    Figure.report(
        "hostile-worker-faults",
        "Throwables of "
            + KINDS.size()
            + " kinds injected at "
            + sites.length
            + " places of the worker",
        FAULTS
            + ", the longest absence "
            + TimeUnit.NANOSECONDS.toMillis(longestAbsence)
            + " ms, spans not accounted for 0");
    assertThat(health.started()).isEqualTo(2L * FAULTS);
    assertThat(health.bufferedBytes()).isZero();
    ManualPipeline.assertBalanced(pipeline);
  }

  private static void end(SpanPipeline pipeline, int number) {
    pipeline.spanStarted();
    pipeline.append(TestSpan.of(number + 1));
  }
}
