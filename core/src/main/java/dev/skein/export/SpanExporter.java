package dev.skein.export;

import java.util.concurrent.CompletableFuture;

/**
 * Sends batches of spans somewhere. One attempt per call: waiting, retrying and counting are the
 * pipeline's, and so is the deadline.
 *
 * <p>{@link #export} is called by one thread at a time, but again before the last attempt has
 * completed when the pipeline allows several in flight. It must return without waiting for I/O. An
 * attempt that has no result within the pipeline's export timeout is cancelled and tried again; one
 * that throws or completes exceptionally drops its batch. The thread of the pipeline survives
 * whatever an exporter throws.
 */
public interface SpanExporter extends AutoCloseable {

  /**
   * Begins to send a batch.
   *
   * @return completed, on any thread, when the attempt has a result; cancelled by the pipeline when
   *     it no longer wants one
   */
  CompletableFuture<ExportResult> export(SpanBatch batch);

  /**
   * Where spans go, for the start-up line and for {@link Health#endpoint()}. Must hold no secret.
   */
  default String description() {
    return getClass().getSimpleName();
  }

  /** Releases what the exporter holds. Called once, after the last {@link #export}. */
  @Override
  default void close() {}

  /** Takes every batch and forgets it. */
  static SpanExporter none() {
    return NoneSpanExporter.INSTANCE;
  }
}
