package dev.skein.export;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a span from its end to the exporter: buffers of encoded spans, one thread that sends
 * them, one budget in bytes for all of it, and the counts that add up.
 *
 * <p>Every recording span is announced by {@link #spanStarted()}, or counted elsewhere, and later,
 * once, either {@linkplain #append appended} or {@linkplain #spanDropped dropped}. None of these
 * three waits, does I/O or throws. While the endpoint is away spans wait in memory, or in the
 * spool; when the budget is full the newest are dropped and counted. Thread-safe.
 */
public final class SpanPipeline implements AutoCloseable {
  private static final long SEAL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For what is left to be written; an interrupt would come between. */
  private static final long DISK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final FlushResult NOTHING = new FlushResult(0, 0, 0, 0, 0);

  private final SpanPipelineConfig config;
  private final String endpoint;
  private final MemoryBudget budget;
  private final SpanLedger ledger = new SpanLedger();
  private final SpanBuffers buffers;
  private final Delivery delivery;
  private final DeliveryLog log;
  private final DeliveryLoop loop;
  private final ExportWorker worker;

  private volatile LongSupplier unfollowed = () -> 0;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<FlushResult> closed = new CompletableFuture<>();

  private SpanPipeline(SpanPipelineConfig config) {
    this.config = config;
    this.endpoint = describe(config.exporter);
    this.budget = new MemoryBudget(config.memoryLimitBytes);
    this.delivery = new Delivery(config, budget, ledger);
    SpoolQueue spool = delivery.spool();
    this.buffers =
        new SpanBuffers(
            budget,
            config.maxSpanBytes,
            this::sealed,
            SpanBuffers.stripeCount(),
            spool == null ? null : spool.counters());
    this.log = new DeliveryLog(config, endpoint, budget, delivery, ledger);
    this.loop = new DeliveryLoop(config, buffers, delivery, log, this::wake);
    this.worker = new ExportWorker(config.threadName, this::step, log::workerFailed, this::stopped);
  }

  /** A pipeline that starts its thread with its first span; with a spool, at once. */
  public static SpanPipeline create(SpanPipelineConfig config) {
    SpanPipeline pipeline = new SpanPipeline(Objects.requireNonNull(config, "config"));
    if (config.spoolDirectory != null && config.startsThread) {
      pipeline.worker.ensureStarted();
    }
    return pipeline;
  }

  /** Counts a span that records. */
  public void spanStarted() {
    ledger.started();
  }

  /**
   * Adds the spans that somebody else counts when they start, without {@link #spanStarted()}. Only
   * one count is kept.
   *
   * @param count how many so far; called from any thread
   */
  public void countStarted(LongSupplier count) {
    ledger.startedElsewhere(Objects.requireNonNull(count, "count"));
  }

  /**
   * Has {@link Health#unfollowed()} say what somebody else counts. Only one count is kept.
   *
   * @param count how many so far; called from any thread
   */
  public void countUnfollowed(LongSupplier count) {
    unfollowed = Objects.requireNonNull(count, "count");
  }

  /** Encodes a span that has ended and leaves the bytes to be sent, or drops it and counts why. */
  public void append(EncodableSpan span) {
    try {
      String dropReason = buffers.append(span).dropReason;
      if (dropReason != null) {
        ledger.droppedAtEnd(dropReason);
      } else if (config.startsThread) {
        worker.ensureStarted();
      }
    } catch (Throwable e) {
      spanDropped(DropReason.INTERNAL_ERROR);
    }
  }

  /**
   * Counts a span that ended without being meant for the exporter.
   *
   * @param reason a short name such as {@link DropReason#HOOK}; at most 64 different ones are kept
   */
  public void spanDropped(@Nullable String reason) {
    try {
      ledger.droppedAtEnd(Objects.requireNonNullElse(reason, "unknown"));
    } catch (Throwable e) {
      // No memory or no stack left even to count.
    }
  }

  /** What became of every span so far. */
  public Health health() {
    SpanLedger.Counts counts = ledger.counts(buffers);
    long now = config.nanoTime.getAsLong();
    DeliveryStatus status = delivery.status(now);
    String lastError = status.lastError;
    return new Health(
        counts.started,
        counts.live,
        counts.pending,
        ledger.exported(),
        ledger.rejected(),
        ledger.dropped(),
        unfollowed.getAsLong(),
        endpoint,
        status.endpoint,
        !status.away,
        status.away ? Duration.ofNanos(now - status.awaySince) : Duration.ZERO,
        lastError == null ? null : ErrorText.of(lastError),
        status.spool,
        budget.used(),
        budget.limit());
  }

  /**
   * Sends every span that has ended by now and waits for what becomes of them. A wait that the
   * endpoint asked for is not cut short; one that was only our own back-off is.
   *
   * <p>Returns early when the calling thread is interrupted, and at once on the exporter's own
   * thread; the result then says how many are still pending.
   */
  public FlushResult flush(@Nullable Duration timeout) {
    if (closing.get()) {
      return closedResult(timeout);
    }
    Await await = new Await(timeout);
    boolean sealed = buffers.sealAll(SEAL_WAIT_NANOS);
    Tally tally = delivery.flush(config.nanoTime.getAsLong(), false);
    run();
    if (mayWait()) {
      await.interruptibly(tally.done);
    }
    FlushResult result = delivery.result(tally);
    delivery.forget(tally);
    return sealed ? result : withPending(result, ledger.counts(buffers).pending);
  }

  /** Closes with the configured shutdown timeout. */
  @Override
  public void close() {
    close(config.shutdownTimeout);
  }

  /**
   * Takes no more spans, flushes for as long as that, drops the rest, and closes the exporter. With
   * a spool the rest stays there, for the next process. Spans that end later are counted as
   * dropped. A second call waits for the first and returns its result.
   *
   * <p>Gives up as soon as an attempt fails if nobody ever answered at the endpoint, or if all that
   * waits is in the spool: an application without a collector is not kept from ending. Not cut
   * short by an interrupt.
   *
   * @return what became of the spans that were waiting when the pipeline was closed
   */
  public FlushResult close(@Nullable Duration timeout) {
    if (!closing.compareAndSet(false, true)) {
      return closedResult(timeout);
    }
    Await await = new Await(timeout);
    boolean interrupted = Thread.interrupted();
    FlushResult result = NOTHING;
    try {
      buffers.closeAll(SEAL_WAIT_NANOS);
      Tally tally = delivery.flush(config.nanoTime.getAsLong(), true);
      run();
      if (mayWait()) {
        interrupted |= await.uninterruptibly(tally.done);
      }
      for (Attempt attempt : delivery.end(config.nanoTime.getAsLong())) {
        attempt.complete(ExportResult.failed("closed"));
        DeliveryLoop.cancel(attempt);
      }
      long least = config.spoolDirectory == null ? SEAL_WAIT_NANOS : DISK_WAIT_NANOS;
      worker.stop(Math.max(least, await.left()));
      result = delivery.result(tally);
      log.closed();
    } finally {
      closed.complete(result);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return result;
  }

  private FlushResult closedResult(@Nullable Duration timeout) {
    if (mayWait()) {
      new Await(timeout).interruptibly(closed);
    }
    FlushResult result = closed.getNow(null);
    return result != null ? result : withPending(NOTHING, ledger.counts(buffers).pending);
  }

  private static FlushResult withPending(FlushResult result, long pending) {
    return new FlushResult(
        result.exported(), result.rejected(), result.dropped(), pending, result.spooled());
  }

  /** Does what the thread does again and again; returns the nanoseconds it may rest. */
  long step() {
    buffers.trim();
    return loop.step();
  }

  private void sealed(Chunk chunk) {
    if (delivery.offer(chunk)) {
      wake();
    }
  }

  private void wake() {
    worker.wake();
  }

  /** The thread that would do the work must not wait for it. */
  private boolean mayWait() {
    return config.startsThread && !worker.isCurrentThread();
  }

  /** Has the worker look at what is to be sent, or looks itself when there is none. */
  private void run() {
    if (config.startsThread) {
      if (ledger.counts(buffers).pending > 0) {
        worker.ensureStarted();
      }
      worker.wake();
    } else {
      step();
    }
  }

  private void stopped() {
    try {
      delivery.close();
    } catch (Throwable e) {
      log.workerFailed(e);
    }
    try {
      config.exporter.close();
    } catch (Throwable e) {
      log.workerFailed(e);
    }
  }

  private static String describe(SpanExporter exporter) {
    try {
      return ErrorText.of(String.valueOf(exporter.description()));
    } catch (Throwable e) {
      return exporter.getClass().getName();
    }
  }
}
