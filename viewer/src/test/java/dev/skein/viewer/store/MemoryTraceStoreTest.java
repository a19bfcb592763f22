package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTraceStoreTest {
  private final TraceStore store = TraceStores.inMemory(6, TraceStores.MIN_BYTES);
  private final TraceStore large = TraceStores.inMemory(1_000_000, TraceStores.MIN_BYTES);

  @AfterEach
  void closeStores() {
    store.close();
    large.close();
  }

  private static SpanRecord span(long trace, long id) {
    return TestSpan.of(trace, id).record();
  }

  @Test
  void traces_leaveAsAWhole_theOneThatBeganToArriveFirst() {
    store.add(List.of(span(1, 1), span(2, 1), span(1, 2), span(3, 1), span(3, 2)));

    store.add(List.of(span(2, 2), span(4, 1)));

    assertThat(Stored.traces(store)).containsExactly(4L, 3L, 2L);
    assertThat(store.stats().evictedTraces()).isEqualTo(1);
    assertThat(store.stats().evictedSpans()).isEqualTo(2);
  }

  @Test
  void spanOfATraceThatHasLeft_beginsItAnew() {
    LongStream.rangeClosed(1, 7).forEach(trace -> store.add(List.of(span(trace, 1))));

    store.add(List.of(span(1, 2)));

    assertThat(Stored.traces(store)).containsExactly(1L, 7L, 6L, 5L, 4L, 3L);
    assertThat(store.trace(new TraceId(1, ~1)).orElseThrow().size()).isEqualTo(1);
  }

  @Test
  void sameIdAndKind_isADuplicateThatChangesNothing() {
    store.add(List.of(TestSpan.of(1, 1).name("first").record()));

    store.add(List.of(TestSpan.of(1, 1).name("second").record()));

    assertThat(store.trace(new TraceId(1, ~1)).orElseThrow().name(0)).isEqualTo("first");
    assertThat(store.stats().duplicateSpans()).isEqualTo(1);
    assertThat(store.stats().addedSpans()).isEqualTo(1);
  }

  @Test
  void sameIdOfAnotherKind_isTheOtherHalfOfASharedSpan() {
    store.add(
        List.of(
            TestSpan.of(1, 1).kind(SpanKind.CLIENT).service("shop").record(),
            TestSpan.of(1, 1).kind(SpanKind.SERVER).service("payment").record()));

    assertThat(store.trace(new TraceId(1, ~1)).orElseThrow().size()).isEqualTo(2);
    TraceQuery query = TraceQuery.builder().service("payment").caller("shop").build();
    assertThat(Stored.traces(store, query)).containsExactly(1L);
  }

  /** After a billion spans and more: the numbers of blocks and traces begin again. */
  @Test
  void numbersThatBeginAgain_areNotTakenForOthers() {
    long block = (Integer.MAX_VALUE >>> 10) - 2;
    long page = (Integer.MAX_VALUE >>> 9) - 1;
    try (TraceStore old = new MemoryTraceStore(new TraceTable(9_000, 64 << 20, block, page))) {
      for (int trace = 1; trace <= 12_000; trace++) {
        old.add(List.of(span(trace, 1)));
        old.add(List.of(span(trace, 1)));
      }
      assertThat(old.stats().duplicateSpans()).isEqualTo(12_000);
      assertThat(Stored.traces(old))
          .isEqualTo(LongStream.rangeClosed(3_001, 12_000).mapToObj(i -> 15_001 - i).toList());
      for (long trace = 3_001; trace <= 12_000; trace++) {
        TraceView view = old.trace(new TraceId(trace, ~trace)).orElseThrow();
        assertThat(view.size()).isEqualTo(1);
        assertThat(view.id().high()).isEqualTo(trace);
      }
      old.clear();
      old.add(List.of(span(1, 1)));
      assertThat(Stored.traces(old)).containsExactly(1L);
    }
  }

  @Test
  void callerInALargeTrace_isFound() {
    for (long id = 1; id <= 40; id++) {
      String service = id == 30 ? "payment" : "shop";
      large.add(List.of(TestSpan.of(1, id).parent(id - 1).service(service).record()));
    }

    assertThat(Stored.traces(large, called("payment", "shop"))).containsExactly(1L);
    assertThat(Stored.traces(large, called("shop", "payment"))).containsExactly(1L);
    assertThat(Stored.traces(large, called("payment", "payment"))).isEmpty();
    assertThat(Stored.traces(large, called("shop", "nobody"))).isEmpty();
  }

  private static TraceQuery called(String service, String caller) {
    return TraceQuery.builder().service(service).caller(caller).build();
  }

  @Test
  void oneTrace_mayHaveHalfOfTheSpans() {
    for (long id = 1; id <= 5; id++) {
      store.add(List.of(span(1, id)));
    }

    assertThat(store.trace(new TraceId(1, ~1)).orElseThrow().size()).isEqualTo(3);
    assertThat(store.stats().droppedSpans()).isEqualTo(2);
  }

  @Test
  void oneTrace_mayHaveHalfOfTheBytes() {
    large.add(List.of(span(7, 1)));
    for (long id = 1; id <= 100; id++) {
      large.add(List.of(TestSpan.of(1, id).attribute("text", "x".repeat(10_000)).record()));
    }

    int spans = large.trace(new TraceId(1, ~1)).orElseThrow().size();
    assertThat(spans).isBetween(40, 52);
    assertThat(large.stats().droppedSpans()).isEqualTo(100 - spans);
    assertThat(large.trace(new TraceId(7, ~7))).isPresent();
  }

  @Test
  void spanLargerThanTheShare_isNotTaken() {
    large.add(List.of(TestSpan.of(1, 1).attribute("text", "x".repeat(600_000)).record()));

    assertThat(Stored.traces(large)).isEmpty();
    assertThat(large.stats().droppedSpans()).isEqualTo(1);
  }

  @Test
  void endlessNamesServicesAndResources_stayWithinTheBytes() {
    for (int i = 1; i <= 20_000; i++) {
      large.add(
          List.of(
              TestSpan.of(i, 1)
                  .name("GET /users/" + i)
                  .source(TestSpan.source("service-" + i, "host.name", "host-" + i))
                  .record()));
      assertThat(large.stats().bytes()).isLessThanOrEqualTo(TraceStores.MIN_BYTES);
    }
    assertThat(large.stats().traces()).isGreaterThan(1_000);
    TraceQuery last = TraceQuery.builder().service("service-20000").build();
    assertThat(Stored.traces(large, last)).containsExactly(20_000L);
    TraceQuery gone = TraceQuery.builder().service("service-1").build();
    assertThat(Stored.traces(large, gone)).isEmpty();
  }

  @Test
  void emptiedStore_takesNextToNothing() {
    long empty = large.stats().bytes();
    for (int i = 1; i <= 3_000; i++) {
      large.add(List.of(TestSpan.of(i, 1).name("name " + i).record()));
    }

    large.clear();

    assertThat(large.stats().bytes()).isEqualTo(empty);
    assertThat(empty).isLessThan(4_096);
    assertThat(Stored.traces(large)).isEmpty();
  }

  @Test
  void view_staysValidWhenItsTraceHasLeft() {
    store.add(List.of(TestSpan.of(1, 1).name("kept").attribute("key", "value").record()));
    TraceView view = store.trace(new TraceId(1, ~1)).orElseThrow();

    store.clear();
    store.add(List.of(span(2, 1), span(2, 2)));

    assertThat(view.size()).isEqualTo(1);
    assertThat(view.name(0)).isEqualTo("kept");
    assertThat(view.attribute(0, "key")).isEqualTo("value");
    assertThat(view.spans()).extracting(SpanData::name).containsExactly("kept");
  }

  @Test
  void sequence_risesWithEveryTraceThatBegins() {
    store.add(List.of(span(1, 1), span(2, 1)));
    store.clear();
    store.add(List.of(span(1, 1), span(2, 1), span(1, 2)));
    List<Long> sequences = new ArrayList<>();
    store.scan(TraceQuery.ALL, trace -> sequences.add(trace.sequence()));

    assertThat(sequences).hasSize(2);
    assertThat(sequences.get(0)).isGreaterThan(sequences.get(1));
  }

  @Test
  void visitorThatHasSeenEnough_endsTheScan() {
    LongStream.rangeClosed(1, 5).forEach(trace -> store.add(List.of(span(trace, 1))));
    List<Long> seen = new ArrayList<>();

    store.scan(
        TraceQuery.ALL,
        trace -> {
          seen.add(trace.id().high());
          return seen.size() < 2;
        });

    assertThat(seen).containsExactly(5L, 4L);
  }

  @Test
  void scanBeforeASequence_beginsThere() {
    LongStream.rangeClosed(1, 5).forEach(trace -> store.add(List.of(span(trace, 1))));
    long third = store.trace(new TraceId(3, ~3)).orElseThrow().sequence();

    assertThat(foundBefore(third)).containsExactly(2L, 1L);
    assertThat(foundBefore(third + 100)).containsExactly(5L, 4L, 3L, 2L, 1L);
    for (long none : new long[] {third - 2, 0, -1, Long.MIN_VALUE}) {
      assertThat(foundBefore(none)).as("before %d", none).isEmpty();
    }
    assertThat(store.trace(new TraceId(2, ~2), TraceQuery.builder().before(third).build()))
        .isPresent();
    assertThat(store.trace(new TraceId(3, ~3), TraceQuery.builder().before(third).build()))
        .isEmpty();
  }

  private List<Long> foundBefore(long sequence) {
    List<Long> found = new ArrayList<>();
    store.scan(
        TraceQuery.builder().before(sequence).build(), trace -> found.add(trace.id().high()));
    return found;
  }

  @Test
  void attributeOfTheSameHash_isNotFound() {
    String other =
        IntStream.range(0, 10_000_000)
            .mapToObj(i -> "other-" + i)
            .filter(value -> fold(value) == fold("wanted"))
            .findFirst()
            .orElseThrow();
    store.add(List.of(TestSpan.of(1, 1).attribute("key", other).record()));
    store.add(List.of(TestSpan.of(2, 1).attribute("key", "wanted").record()));

    TraceQuery query = TraceQuery.builder().attribute(new AttributeTerm("key", "wanted")).build();

    assertThat(Stored.traces(store, query)).containsExactly(2L);
    assertThat(store.trace(new TraceId(1, ~1), query)).isEmpty();
    assertThat(store.trace(new TraceId(2, ~2), query)).isPresent();
  }

  private static char fold(String value) {
    return Terms.fold(AttributeTerm.hash("key", value));
  }

  @Test
  void moreConditionsThanAreRemembered_allHold() {
    TestSpan span = TestSpan.of(1, 1);
    TraceQuery.Builder query = TraceQuery.builder();
    for (int i = 0; i < 2 * SourceFilter.MAX_TERMS; i++) {
      span.attribute("key-" + i, "value");
      query.attribute(new AttributeTerm("key-" + i, "value"));
    }
    store.add(List.of(span.record()));

    assertThat(Stored.traces(store, query.build())).containsExactly(1L);
    query.attribute(new AttributeTerm("one more", null));
    assertThat(Stored.traces(store, query.build())).isEmpty();
  }

  @Test
  void bytesThatAreNoSpan_areShownAsFarAsIsKnown() {
    SpanRecord sound = TestSpan.of(1, 1).name("sound").attribute("key", "value").record();
    byte[] garbage = {(byte) 0xFF, (byte) 0xFF, 0x07};
    SpanRecord broken =
        new SpanRecord(
            sound.traceId(),
            2,
            1,
            "broken",
            SpanKind.CLIENT,
            5,
            9,
            true,
            new int[0],
            sound.source(),
            garbage,
            0,
            garbage.length);
    store.add(List.of(sound, broken));

    TraceView trace = store.trace(sound.traceId()).orElseThrow();

    assertThat(trace.spans()).extracting(SpanData::name).containsExactly("sound", "broken");
    assertThat(trace.spans().get(0).attributes()).containsEntry("key", "value");
    assertThat(trace.spans().get(1).parentSpanId()).isEqualTo("0000000000000001");
    assertThat(trace.attribute(1, "key")).isNull();
  }

  @Test
  void spansOfALargeTrace_areInTheOrderOfTheirArrival() {
    try (TraceStore roomy = TraceStores.inMemory(100_000, 64 << 20)) {
      for (long id = 1; id <= 10_000; id++) {
        roomy.add(List.of(TestSpan.of(1, id).service("service-" + id % 3).record()));
      }
      TraceView trace = roomy.trace(new TraceId(1, ~1)).orElseThrow();

      assertThat(trace.spans())
          .extracting(SpanData::spanId)
          .isEqualTo(
              LongStream.rangeClosed(1, 10_000)
                  .mapToObj(id -> HexFormat.of().toHexDigits(id))
                  .toList());
    }
  }

  @Test
  void listener_isToldOnceOfEveryTraceThatHasGotSpans_whenTheyCanBeFound() {
    List<List<TraceId>> told = new ArrayList<>();
    TraceStore.Subscription subscription =
        store.listen(
            traces -> {
              told.add(traces);
              traces.forEach(trace -> assertThat(store.trace(trace)).isPresent());
            });

    store.add(List.of(span(1, 1), span(2, 1), span(1, 2)));
    store.add(List.of(span(2, 1)));
    subscription.close();
    store.add(List.of(span(3, 1)));

    assertThat(told).containsExactly(List.of(new TraceId(1, ~1), new TraceId(2, ~2)));
  }

  @Test
  void startThatNobodyKnows_isNotTheTracesStart() {
    store.add(
        List.of(
            TestSpan.of(1, 1).start(0).duration(0).record(),
            TestSpan.of(1, 2).duration(50).record()));

    TraceQuery query = TraceQuery.builder().from(TestSpan.START).maxTotal(50).build();

    assertThat(Stored.traces(store, query)).containsExactly(1L);
  }

  @Test
  void closedStore_takesNothing() {
    store.close();

    assertThatIllegalStateException().isThrownBy(() -> store.add(List.of(span(1, 1))));
  }

  @Test
  void limitsThatMakeNoSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TraceStores.inMemory(0, TraceStores.MIN_BYTES))
        .withMessage("the most spans of a store: from 1 to 536870912, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TraceStores.inMemory(1, 5))
        .withMessage("the most bytes of a store: at least 1048576, not 5");
  }
}
