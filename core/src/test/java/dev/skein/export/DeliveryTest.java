package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a sealed chunk wakes the worker: only a full batch that may be sent is worth it. */
class DeliveryTest {
  private static final int BATCH_BYTES = 4_000;

  private final Delivery delivery =
      new Delivery(
          SpanPipelineConfig.builder(SpanExporter.none())
              .maxBatchBytes(BATCH_BYTES)
              .maxInFlight(1)
              .build(),
          new MemoryBudget(1 << 20),
          new SpanLedger());

  @Test
  void chunks_wakeTheWorkerOnceWhenTheyFillABatch() {
    assertThat(delivery.offer(chunk(BATCH_BYTES / 2))).isFalse();
    assertThat(delivery.offer(chunk(BATCH_BYTES / 2))).isTrue();
    assertThat(delivery.offer(chunk(BATCH_BYTES))).isFalse();
  }

  @Test
  void chunksThatCannotBeSent_letTheWorkerRest() {
    delivery.offer(chunk(BATCH_BYTES));
    Attempt attempt = delivery.next(0);
    assertThat(attempt).isNotNull();
    assertThat(delivery.restNanos(0)).isPositive();
    assertThat(delivery.offer(chunk(BATCH_BYTES))).isFalse();
    assertThat(delivery.next(0)).isNull();
    assertThat(delivery.restNanos(0)).isPositive();

    attempt.complete(ExportResult.success());
    assertThat(delivery.settle(0)).isTrue();
    assertThat(delivery.next(0)).isNotNull();
  }

  @Test
  void batchThatFilledBeforeTheWorkerRests_keepsItFromResting() {
    assertThat(delivery.restNanos(0)).isEqualTo(Long.MAX_VALUE);
    delivery.offer(chunk(BATCH_BYTES));
    assertThat(delivery.restNanos(0)).isZero();
  }

  @Test
  void afterTheEnd_nothingKeepsTheWorkerFromResting() {
    delivery.offer(chunk(BATCH_BYTES));
    delivery.end(0);
    assertThat(delivery.restNanos(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(delivery.offer(chunk(BATCH_BYTES))).isFalse();
  }

  private static Chunk chunk(int size) {
    return new Chunk(new byte[size], size, 1, size);
  }
}
