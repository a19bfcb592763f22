package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private static final long NOW = 1_790_000_000_000L;

  private final TraceStore store = TraceStores.inMemory(100_000, 64 << 20);

  @AfterEach
  void close() {
    store.close();
  }

  /** A trace that begins so many seconds after the first. */
  private void add(int seconds, long takesMillis, boolean failed) {
    long start = NOW + seconds * 1000L;
    TestSpan charge =
        span(2, 1, "charge").in("payment").kind(SpanKind.SERVER).millis(start, start + takesMillis);
    List<SpanData> spans =
        List.of(
            span(1, 0, "buy").in("shop").millis(start, start + 1000).build(),
            (failed ? charge.failed("") : charge).build());
    TestStore.add(store, String.format("%032x", 1 + seconds), spans);
  }

  private static long nanos(int seconds) {
    return (NOW + seconds * 1000L) * TestSpan.MILLI;
  }

  @Test
  void operations_areCountedByServiceNameAndKind() {
    for (int i = 0; i < 60; i++) {
      add(i, i + 1, i % 6 == 0);
    }
    Operations operations = Operations.of(store, null, 0, Long.MAX_VALUE);

    assertThat(operations.operations())
        .extracting(Operations.Operation::service, Operations.Operation::name)
        .as("what takes the most time first")
        .containsExactly(tuple("shop", "buy"), tuple("payment", "charge"));
    Operations.Operation charge = operations.operations().get(1);
    assertThat(charge.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(charge.errorCount()).isEqualTo(10);
    assertThat(charge.durations().count()).isEqualTo(60);
    assertThat(charge.durations().totalNanos()).isEqualTo(1830 * TestSpan.MILLI);
    assertThat((double) charge.durations().quantileNanos(0.5))
        .isCloseTo(30.0 * TestSpan.MILLI, within(0.02 * 30 * TestSpan.MILLI));
    assertThat(operations.windowNanos()).as("to the end of the last").isEqualTo(60_000_000_000L);
    assertThat(charge.ratePerMinute(operations.windowNanos())).isEqualTo(60);
  }

  @Test
  void window_isWhatWasAskedFor() {
    for (int i = 0; i < 60; i++) {
      add(i, 5, false);
    }
    Operations operations = Operations.of(store, null, nanos(10), nanos(40));

    assertThat(operations.windowNanos()).isEqualTo(30_000_000_000L);
    assertThat(operations.operations().get(0).durations().count()).isEqualTo(30);
  }

  @Test
  void service_isTheOnlyOne() {
    add(0, 5, false);

    assertThat(Operations.of(store, "payment", 0, Long.MAX_VALUE).operations())
        .extracting(Operations.Operation::name)
        .containsExactly("charge");
    assertThat(Operations.of(store, "nobody", 0, Long.MAX_VALUE).operations()).isEmpty();
  }

  @Test
  void emptyStore_hasNoOperations() {
    Operations operations = Operations.of(store, null, 0, Long.MAX_VALUE);

    assertThat(operations.operations()).isEmpty();
    assertThat(operations.windowNanos()).isZero();
  }

  @Test
  void manyOperations_areKeptApart() {
    for (int i = 0; i < 1_000; i++) {
      TestStore.add(
          store,
          String.format("%032x", 1 + i),
          List.of(
              span(1, 0, "name" + i % 500)
                  .kind(i % 1000 < 500 ? SpanKind.CLIENT : SpanKind.SERVER)
                  .millis(NOW, NOW + 1)
                  .build()));
    }

    assertThat(Operations.of(store, null, 0, Long.MAX_VALUE).operations())
        .hasSize(1_000)
        .doesNotHaveDuplicates()
        .allMatch(operation -> operation.durations().count() == 1);
  }

  @Test
  void tooManyOperations_areOneOfEachKindFromThereOn() {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 0; i < Operations.MAX_OPERATIONS + 500; i++) {
      SpanKind kind = i % 2 == 0 ? SpanKind.SERVER : SpanKind.CLIENT;
      spans.add(span(1 + i, 0, "GET /items/" + i).kind(kind).millis(NOW, NOW + 1).build());
    }
    TestStore.add(store, TestSpan.TRACE_ID, spans);
    List<Operations.Operation> found = Operations.of(store, null, 0, Long.MAX_VALUE).operations();

    assertThat(found).hasSize(Operations.MAX_OPERATIONS + 2);
    assertThat(found)
        .filteredOn(operation -> operation.name().equals(Operations.OTHER))
        .extracting(operation -> operation.durations().count())
        .containsExactly(250L, 250L);
  }

  @Test
  void startThatWasNeverSet_doesNotWidenTheWindow() {
    TestStore.add(
        store,
        TestSpan.TRACE_ID,
        List.of(
            span(1, 0, "root").millis(NOW, NOW + 10).build(),
            span(2, 1, "unset").nanos(0, 0).build()));

    assertThat(Operations.of(store, null, 0, Long.MAX_VALUE).windowNanos())
        .isEqualTo(10 * TestSpan.MILLI);
  }
}
