package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One body can hold a large resource and very many scopes of it with a span each. What is done with
 * the resource is done once, not for each scope: these tests would take minutes, or all memory,
 * otherwise.
 */
class LargeResourceTest {
  private static final int SCOPES = 5_000;
  private static final int LARGE = 2 << 20;
  private static final AttributeTerm OF_RESOURCE = new AttributeTerm("large", null);

  private static final byte[] RESOURCE = resource(LARGE);

  private static byte[] resource(int bytes) {
    return TestSpan.source("shop", "large", "x".repeat(bytes)).resource();
  }

  /** As they come from one body: the resource is the same array. */
  private static List<SpanRecord> spans(byte[] resource, int scopes, boolean oneTrace) {
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 1; i <= scopes; i++) {
      byte[] scope = ("\n\u0007" + (1_000_000 + i)).getBytes(StandardCharsets.US_ASCII);
      Source source = new Source("shop", resource, scope);
      spans.add(TestSpan.of(oneTrace ? 1 : i, i).source(source).record());
    }
    return spans;
  }

  private static long bytes(List<SpanRecord> spans) {
    return spans.stream().mapToLong(span -> span.length() + span.source().scope().length).sum();
  }

  private static TraceView trace(TraceStore store) {
    return store.trace(new TraceId(1, ~1)).orElseThrow();
  }

  @Test
  void manyScopes_areKeptWithOneResource() {
    TraceStore store = TraceStores.inMemory(1_000_000, 64 << 20);
    try (store) {
      store.add(spans(RESOURCE, SCOPES, true));
      // by another client, who sends an equal one
      store.add(spans(RESOURCE.clone(), SCOPES, true));

      assertThat(store.stats().spans()).isEqualTo(SCOPES);
      assertThat(store.stats().duplicateSpans()).isEqualTo(SCOPES);
      assertThat(store.stats().bytes()).isLessThan(3 * LARGE);
    }
  }

  @Test
  void spansThatAreNotTaken_areNotLookedAtLonger() {
    TraceStore store = TraceStores.inMemory(1_000_000, TraceStores.MIN_BYTES);
    try (store) {
      store.add(spans(RESOURCE, SCOPES, true));

      assertThat(store.stats().droppedSpans()).isEqualTo(SCOPES);
    }
  }

  @Test
  void storeOfOneSpan_keepsTheResourceAsTracesComeAndGo() {
    TraceStore store = TraceStores.inMemory(1, 64 << 20);
    try (store) {
      store.add(spans(RESOURCE, SCOPES, false));

      assertThat(store.stats().evictedTraces()).isEqualTo(SCOPES - 1);
    }
  }

  @Test
  void search_looksAtTheResourceOnce() {
    TraceStore store = TraceStores.inMemory(1_000_000, 64 << 20);
    try (store) {
      store.add(spans(RESOURCE, SCOPES, false));
      TraceQuery both =
          TraceQuery.builder()
              .attribute(OF_RESOURCE)
              .attribute(new AttributeTerm("service.name", "shop"))
              .build();

      assertThat(Stored.traces(store, both)).hasSize(SCOPES);
    }
  }

  @Test
  void trace_isReadAndWrittenWithTheResourceOnce() throws Exception {
    TraceStore store = TraceStores.inMemory(1_000_000, 64 << 20);
    try (store) {
      List<SpanRecord> records = spans(RESOURCE, SCOPES, true);
      store.add(records);

      List<SpanData> spans = trace(store).spans();
      assertThat(spans).hasSize(SCOPES);
      Map<String, Object> resource = spans.get(0).resource();
      assertThat(resource).containsOnlyKeys("service.name", "large");
      assertThat(spans).allMatch(span -> span.resource() == resource);
      assertThat(spans.get(SCOPES - 1).scopeName()).isEqualTo(String.valueOf(1_000_000 + SCOPES));

      byte[] otlp = trace(store).toOtlp();
      assertThat(otlp.length).isLessThan(RESOURCE.length + 2 * (int) bytes(records));
      List<SpanData> read = OtlpReader.read(otlp);
      assertThat(read).hasSize(SCOPES);
      assertThat(read.get(0)).isEqualTo(spans.get(0));
      assertThat(read.get(SCOPES - 1)).isEqualTo(spans.get(SCOPES - 1));
    }
  }

  @Test
  void records_areNoLongerThanWhatCame() {
    byte[] resource = resource(300_000);
    List<SpanRecord> spans = spans(resource, SCOPES, true);
    BatchJournal journal = new BatchJournal();
    spans.forEach(journal::added);

    assertThat(total(journal.requests())).isLessThan(resource.length + 2 * bytes(spans));
  }

  @Test
  void recordsOfALargeBody_repeatNoMoreThanTheyHold() throws Exception {
    byte[] resource = resource(6 << 20);
    Source source = TestSpan.source("shop");
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      spans.add(
          TestSpan.of(1, i)
              .source(new Source("shop", resource, source.scope()))
              .attribute("text", "x".repeat(1 << 20))
              .record());
    }
    BatchJournal journal = new BatchJournal();
    spans.forEach(journal::added);

    List<byte[]> requests = journal.requests();
    assertThat(requests).hasSizeBetween(2, 5);
    assertThat(total(requests)).isLessThan(2 * (resource.length + bytes(spans)));
    List<SpanData> read = new ArrayList<>();
    for (byte[] request : requests) {
      read.addAll(OtlpReader.read(request));
    }
    assertThat(read).hasSize(30).allMatch(span -> span.resource().containsKey("large"));
  }

  private static long total(List<byte[]> requests) {
    return requests.stream().mapToLong(request -> request.length).sum();
  }

  @TempDir Path directory;

  @Test
  void tracesThatComeAndGoInOneBody_leaveNothingInFiles() throws IOException {
    List<SpanRecord> spans = spans(resource(100_000), 2_000, false);
    try (TraceStore store = open()) {
      store.add(spans);

      StoreStats.Disk disk = Objects.requireNonNull(store.stats().disk());
      assertThat(disk.bytes()).isLessThan(300_000);
      assertThat(Stored.traces(store)).hasSize(10).startsWith(2_000L).endsWith(1_991L);
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).hasSize(10).startsWith(2_000L).endsWith(1_991L);
    }
  }

  private TraceStore open() throws IOException {
    return TraceStores.inDirectory(directory, 10, 2 * TraceStores.MIN_BYTES, Stored.READER);
  }

  @Test
  void equalBytesOfDifferentServices_areDifferentSources() {
    TraceStore store = TraceStores.inMemory(10, TraceStores.MIN_BYTES);
    byte[] bytes = resource(10);
    try (store) {
      for (String service : List.of("a", "b", "a")) {
        Source source = new Source(service, bytes.clone(), new byte[0]);
        store.add(List.of(TestSpan.of(1, store.stats().addedSpans() + 1).source(source).record()));
      }
      TraceView trace = trace(store);
      assertThat(Arrays.asList(trace.service(0), trace.service(1), trace.service(2)))
          .containsExactly("a", "b", "a");
    }
  }
}
