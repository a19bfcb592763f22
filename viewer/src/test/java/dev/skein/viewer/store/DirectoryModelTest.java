package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever is done to a store, after a restart it is what it was, also if it has let go traces.
 * Segments are so small that they are begun and deleted all the time.
 */
class DirectoryModelTest {
  private static final SegmentLog.Disk SMALL_SEGMENTS =
      new SegmentLog.Disk(2_000, SegmentFile::create, System::nanoTime);

  private enum Kind {
    ADD,
    CLEAR,
    RESTART
  }

  private record Step(Kind kind, List<SpanRecord> spans) {
    @Override
    public String toString() {
      return kind
          + spans.stream().map(s -> s.traceId().high() + "/" + s.spanId()).toList().toString();
    }
  }

  @Property(tries = 100)
  void restart_leavesWhatWasThere(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 40) int maxSpans)
      throws IOException {
    Path directory = Files.createTempDirectory("skein-store");
    PlainTraceStore model = new PlainTraceStore(maxSpans);
    TraceStore store = open(directory, maxSpans);
    try {
      for (Step step : steps) {
        switch (step.kind()) {
          case ADD -> {
            store.add(step.spans());
            model.add(step.spans());
          }
          case CLEAR -> {
            store.clear();
            model.clear();
          }
          case RESTART -> {
            store.close();
            store = open(directory, maxSpans);
          }
        }
        assertThat(describe(store)).isEqualTo(describe(model));
      }
    } finally {
      store.close();
      delete(directory);
    }
  }

  private static TraceStore open(Path directory, int maxSpans) throws IOException {
    return DirectoryTraceStore.open(
        directory, new MemoryTraceStore(maxSpans, 1 << 20), Stored.READER, SMALL_SEGMENTS);
  }

  private static List<List<Object>> describe(TraceStore store) {
    List<List<Object>> all = new ArrayList<>();
    store.scan(
        TraceQuery.ALL,
        trace -> {
          List<Object> spans = new ArrayList<>(List.of(trace.id()));
          for (int span = 0; span < trace.size(); span++) {
            spans.add(trace.spanId(span) + " " + trace.kind(span) + " " + trace.service(span));
          }
          all.add(spans);
          return true;
        });
    return all;
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> add = span().list().ofMaxSize(16).map(spans -> new Step(Kind.ADD, spans));
    return Arbitraries.frequencyOf(
            Tuple.of(20, add),
            Tuple.of(1, Arbitraries.just(new Step(Kind.CLEAR, List.of()))),
            Tuple.of(5, Arbitraries.just(new Step(Kind.RESTART, List.of()))))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<SpanRecord> span() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 12),
            Arbitraries.longs().between(1, 10),
            Arbitraries.of(SpanKind.CLIENT, SpanKind.SERVER),
            Arbitraries.of("shop", "payment"))
        .as(
            (trace, id, kind, service) ->
                TestSpan.of(trace, id).kind(kind).service(service).record());
  }
}
