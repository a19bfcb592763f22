package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreConcurrencyTest {
  private static final int WRITERS = 2;
  private static final int TRACES_OF_WRITER = 20_000;
  private static final int SPANS_OF_TRACE = 3;

  /** Few enough that traces leave all the time, and their numbers are used again. */
  private static final int MAX_SPANS = 5_000;

  @Test
  void searchersBesideWriters_seeTracesAsTheyAre() throws Exception {
    TraceStore store = TraceStores.inMemory(MAX_SPANS, 4 * TraceStores.MIN_BYTES);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong told = new AtomicLong();
    store.listen(traces -> told.addAndGet(traces.size()));
    ExecutorService threads = Executors.newCachedThreadPool();
    try (store) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 1; writer <= WRITERS; writer++) {
        long first = writer * 1_000_000L;
        writers.add(threads.submit(() -> write(store, first)));
      }
      List<Future<Long>> searchers =
          List.of(
              threads.submit(() -> search(store, TraceQuery.ALL, over)),
              threads.submit(() -> search(store, named("name 7"), over)),
              threads.submit(() -> search(store, attributed("7"), over)));
      for (Future<?> writer : writers) {
        writer.get();
      }
      over.set(true);
      long seen = 0;
      for (Future<Long> searcher : searchers) {
        seen += searcher.get();
      }
      assertThat(seen).isPositive();
    } finally {
      threads.shutdownNow();
    }
    assertThat(told).hasValue((long) WRITERS * TRACES_OF_WRITER * 2);
    StoreStats stats = store.stats();
    assertThat(stats.addedSpans()).isEqualTo((long) WRITERS * TRACES_OF_WRITER * SPANS_OF_TRACE);
    assertThat(stats.addedSpans()).isEqualTo(stats.spans() + stats.evictedSpans());
  }

  private static TraceQuery named(String name) {
    return TraceQuery.builder().operation(name).build();
  }

  private static TraceQuery attributed(String value) {
    return TraceQuery.builder().attribute(new AttributeTerm("key", value)).build();
  }

  /** Each trace in two parts. */
  private static void write(TraceStore store, long first) {
    for (long trace = first; trace < first + TRACES_OF_WRITER; trace++) {
      store.add(List.of(span(trace, 1), span(trace, 2)));
      store.add(List.of(span(trace, 3)));
    }
  }

  private static SpanRecord span(long trace, long id) {
    return TestSpan.of(trace, id)
        .name("name " + trace % 10)
        .service("service " + trace % 1_000)
        .attribute("key", String.valueOf(trace % 10))
        .record();
  }

  /** Looks at everything that is found; how many traces that were. */
  private static long search(TraceStore store, TraceQuery query, AtomicBoolean over) {
    long[] seen = new long[1];
    do {
      long[] last = {Long.MAX_VALUE};
      store.scan(
          query,
          trace -> {
            seen[0]++;
            assertThat(trace.sequence()).isLessThan(last[0]);
            last[0] = trace.sequence();
            check(trace, query);
            return true;
          });
    } while (!over.get());
    return seen[0];
  }

  private static void check(TraceView trace, TraceQuery query) {
    long number = trace.id().high();
    assertThat(trace.id().low()).isEqualTo(~number);
    assertThat(trace.size()).isBetween(1, SPANS_OF_TRACE);
    for (int span = 0; span < trace.size(); span++) {
      assertThat(trace.name(span)).isEqualTo("name " + number % 10);
      assertThat(trace.service(span)).isEqualTo("service " + number % 1_000);
    }
    if (query.operation() != null || !query.attributes().isEmpty()) {
      assertThat(number % 10).isEqualTo(7);
    }
    if (number % 50 == 7) {
      assertThat(trace.spans())
          .extracting(SpanData::traceId)
          .containsOnly(trace.id().toString())
          .hasSize(trace.size());
    }
  }

  @Test
  void visitorAtWork_keepsNobodyFromAdding() throws Exception {
    TraceStore store = TraceStores.inMemory(100, TraceStores.MIN_BYTES);
    store.add(List.of(span(1, 1)));
    CountDownLatch visiting = new CountDownLatch(1);
    CountDownLatch added = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (store) {
      Future<Boolean> waited =
          thread.submit(
              () -> {
                boolean[] inTime = new boolean[1];
                store.scan(
                    TraceQuery.ALL,
                    trace -> {
                      visiting.countDown();
                      inTime[0] = await(added);
                      return true;
                    });
                return inTime[0];
              });
      assertThat(await(visiting)).isTrue();
      store.add(List.of(span(2, 1)));
      added.countDown();

      assertThat(waited.get()).isTrue();
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
