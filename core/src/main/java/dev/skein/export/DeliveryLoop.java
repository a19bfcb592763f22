package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the worker does, one step at a time: seal buffers that are old enough, end attempts that
 * took too long, book results, begin new attempts, say what there is to say. Only the worker calls
 * {@link #step()}.
 */
final class DeliveryLoop {
  /** So that an exporter which completes at once does not keep the clock from being read. */
  private static final int ATTEMPTS_PER_STEP = 64;

  private static final long SEAL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** With a spool: what was not sealed is what a kill costs. */
  private static final long SPOOL_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SpanExporter exporter;
  private final LongSupplier clock;
  private final long delayNanos;
  private final long sealNanos;
  private final String timeoutText;
  private final SpanBuffers buffers;
  private final Delivery delivery;
  private final DeliveryLog log;
  private final Runnable wake;
  private long nextSeal;
  private long nextDue;

  DeliveryLoop(
      SpanPipelineConfig config,
      SpanBuffers buffers,
      Delivery delivery,
      DeliveryLog log,
      Runnable wake) {
    this.exporter = config.exporter;
    this.clock = config.nanoTime;
    this.delayNanos = config.exportDelay.toNanos();
    this.timeoutText = "no result within " + config.exportTimeout.toMillis() + " ms";
    this.buffers = buffers;
    this.delivery = delivery;
    this.log = log;
    this.wake = wake;
    this.sealNanos =
        config.spoolDirectory == null ? delayNanos : Math.min(delayNanos, SPOOL_DELAY_NANOS);
    this.nextSeal = clock.getAsLong() + sealNanos;
    this.nextDue = clock.getAsLong() + delayNanos;
  }

  /** Does what there is to do; returns the nanoseconds until there will be more. */
  long step() {
    long now = clock.getAsLong();
    seal(now);
    endOverdue(now);
    // By a clock that is no older than the answers: a wait begins with them.
    delivery.settle(clock.getAsLong());
    store();
    for (int i = 0; i < ATTEMPTS_PER_STEP; i++) {
      Attempt attempt = delivery.next(now);
      if (attempt == null) {
        delivery.acknowledge();
        log.report(now);
        return Math.max(0, Math.min(nextSeal - now, delivery.restNanos(now)));
      }
      start(attempt);
      delivery.settle(clock.getAsLong());
    }
    return 0;
  }

  private void seal(long now) {
    if (nextSeal - now > 0) {
      return;
    }
    nextSeal = now + sealNanos;
    // A stripe that stays locked is left for the next time.
    buffers.sealAll(SEAL_WAIT_NANOS);
    store();
    if (nextDue - now <= 0) {
      nextDue = now + delayNanos;
      delivery.markDue(now);
    }
  }

  /** A spool that fails in a way that nobody thought of must not keep spans from being sent. */
  private void store() {
    try {
      delivery.store();
    } catch (Throwable e) {
      log.workerFailed(e);
    }
  }

  private void endOverdue(long now) {
    for (Attempt attempt : delivery.overdue(now)) {
      if (attempt.complete(ExportResult.unreachable(timeoutText))) {
        cancel(attempt);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback itself throws nothing
  private void start(Attempt attempt) {
    try {
      CompletableFuture<ExportResult> future = exporter.export(attempt.batch);
      if (future == null) {
        attempt.complete(ExportResult.failed("the exporter returned null"));
        return;
      }
      attempt.attach(future);
      future.whenComplete(
          (result, thrown) -> {
            if (attempt.complete(resultOf(result, thrown))) {
              wake.run();
            }
          });
    } catch (Throwable e) {
      attempt.complete(ExportResult.failed(ErrorText.of(e)));
    }
  }

  private static ExportResult resultOf(@Nullable ExportResult result, @Nullable Throwable thrown) {
    if (result != null) {
      return result;
    }
    if (thrown instanceof CancellationException) {
      return ExportResult.unreachable("the attempt was cancelled");
    }
    return ExportResult.failed(
        thrown == null ? "the exporter completed with null" : ErrorText.of(thrown));
  }

  /** Cancels an attempt, which runs code of the exporter. */
  static void cancel(Attempt attempt) {
    try {
      attempt.cancel();
    } catch (Throwable ignored) {
      // The attempt has its result already.
    }
  }
}
