package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import dev.skein.viewer.store.TraceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PagingTest {
  private static final int TRACES = 100;
  private static final int LIMIT = 5;

  /** Counts the traces that are looked at. */
  private record CountingStore(TraceStore store, AtomicInteger seen) implements ForwardingStore {
    @Override
    public void scan(TraceQuery query, Predicate<TraceView> visitor) {
      store.scan(
          query,
          trace -> {
            seen.incrementAndGet();
            return visitor.test(trace);
          });
    }
  }

  @Test
  void pageFarBack_costsWhatItShows() throws Exception {
    CountingStore store =
        new CountingStore(TraceStores.inMemory(1_000, 1 << 24), new AtomicInteger());
    try (TestServer server = TestServer.start(store, Limits.of(1 << 20, 1 << 20))) {
      TestSpans spans = TestSpans.of("shop");
      for (int trace = 1; trace <= TRACES; trace++) {
        spans.root(trace, "GET /");
      }
      server.add(spans);

      List<Object> found = new ArrayList<>();
      int pages = 0;
      for (Object next = ""; next != null; pages++) {
        Map<String, Object> page =
            JsonTree.object(server.get("/api/traces?limit=" + LIMIT + "&before=" + next).body());
        JsonTree.objects(page, "traces").forEach(trace -> found.add(trace.get("traceId")));
        next = page.get("next");
      }

      assertThat(found).hasSize(TRACES).doesNotHaveDuplicates();
      assertThat(pages).isEqualTo(TRACES / LIMIT);
      // those of each page, and one that says that there are more
      assertThat(store.seen()).hasValue(TRACES + pages - 1);
    }
  }
}
