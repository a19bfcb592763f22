package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * When a sealed chunk wakes the worker: only a full batch that may be sent is worth it; and whose
 * arrays are used again.
 */
class DeliveryTest {
  private static final int BATCH_BYTES = 4_000;

  private final Delivery delivery = delivery(SpanExporter.none());

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

  @Test
  void deliveredArrays_areUsedAgain() {
    SpareChunks spares = new SpareChunks(BATCH_BYTES);
    byte[] array = new byte[BATCH_BYTES];

    deliver(ownExporter(), new Chunk(array, array.length, 1, array.length, spares));

    assertThat(spares.take(BATCH_BYTES)).isSameAs(array);
    assertThat(spares.take(BATCH_BYTES)).isNotSameAs(array);
  }

  @Test
  void arraysOfARepeatedBatch_areNotUsedAgain_becauseTheFirstAttemptMayStillReadThem() {
    SpareChunks spares = new SpareChunks(BATCH_BYTES);
    byte[] array = new byte[BATCH_BYTES];
    Delivery repeating = delivery(ownExporter());
    repeating.offer(new Chunk(array, array.length, 1, array.length, spares));
    Attempt first = Objects.requireNonNull(repeating.next(0));
    first.complete(ExportResult.unreachable("cut off"));
    repeating.settle(0);
    long later = Duration.ofMinutes(10).toNanos();
    Attempt second = Objects.requireNonNull(repeating.next(later));
    second.complete(ExportResult.success());

    assertThat(repeating.settle(later)).isTrue();
    assertThat(spares.take(BATCH_BYTES)).isNotSameAs(array);
  }

  @Test
  void arraysThatAForeignExporterMayKeep_areNotUsedAgain() {
    SpareChunks spares = new SpareChunks(BATCH_BYTES);
    byte[] array = new byte[BATCH_BYTES];

    deliver(SpanExporter.none(), new Chunk(array, array.length, 1, array.length, spares));

    assertThat(spares.take(BATCH_BYTES)).isNotSameAs(array);
  }

  @Test
  void spareArraysThatNobodyWants_areLetGo() {
    SpareChunks spares = new SpareChunks(BATCH_BYTES);
    byte[] array = new byte[BATCH_BYTES];
    spares.giveBack(array);
    for (int i = 0; i < 16; i++) {
      spares.look();
    }
    assertThat(spares.take(BATCH_BYTES)).isNotSameAs(array);
  }

  private static void deliver(SpanExporter exporter, Chunk chunk) {
    Delivery delivery = delivery(exporter);
    delivery.offer(chunk);
    Objects.requireNonNull(delivery.next(0)).complete(ExportResult.success());
    assertThat(delivery.settle(0)).isTrue();
  }

  private static SpanExporter ownExporter() {
    return OtlpHttpExporter.builder(URI.create("http://localhost:4318/v1/traces")).build();
  }

  private static Delivery delivery(SpanExporter exporter) {
    return new Delivery(
        SpanPipelineConfig.builder(exporter).maxBatchBytes(BATCH_BYTES).maxInFlight(1).build(),
        new MemoryBudget(1 << 20),
        new SpanLedger());
  }

  private static Chunk chunk(int size) {
    return new Chunk(new byte[size], size, 1, size, null);
  }
}
