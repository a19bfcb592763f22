package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** One try to send one batch. It has exactly one result: the first; later ones are ignored. */
final class Attempt {
  final SpanBatch batch;

  /** On the pipeline's clock. */
  final long deadline;

  /** The endpoint's when the attempt began. */
  final int generation;

  private final AtomicReference<@Nullable ExportResult> result = new AtomicReference<>();
  private volatile @Nullable CompletableFuture<ExportResult> future;

  Attempt(SpanBatch batch, long deadline, int generation) {
    this.batch = batch;
    this.deadline = deadline;
    this.generation = generation;
  }

  /** Remembers what to cancel. */
  void attach(CompletableFuture<ExportResult> running) {
    future = running;
  }

  /** Sets the result unless there is one; whether this one counts. */
  boolean complete(ExportResult first) {
    return result.compareAndSet(null, first);
  }

  @Nullable
  ExportResult result() {
    return result.get();
  }

  /** Tells the exporter that nobody waits any more. Runs its code: never under a lock. */
  void cancel() {
    CompletableFuture<ExportResult> running = future;
    future = null;
    if (running != null) {
      running.cancel(true);
    }
  }
}
