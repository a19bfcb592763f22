package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is done to a store, after a restart it is what it was, also if it has let go traces, and
 * if the disk has refused this and that in between. Segments are so small that they are begun and
 * deleted all the time.
 */
class DirectoryModelTest {
  private static final FaultyDisk.Fault NONE = FaultyDisk.Fault.NONE;
  private static final Logger LOGGER = Logger.getLogger(SegmentLog.class.getName());
  private static final Logger REPLAY = Logger.getLogger(Replay.class.getName());

  private enum Kind {
    ADD,
    CLEAR,
    RESTART,
    FAULT
  }

  private record Step(Kind kind, List<SpanRecord> spans, FaultyDisk.Fault fault) {
    @Override
    public String toString() {
      return kind
          + (kind == Kind.FAULT ? fault.toString() : "")
          + spans.stream().map(s -> s.traceId().high() + "/" + s.spanId()).toList().toString();
    }
  }

  /** Their lines would be thousands. */
  @BeforeContainer
  static void silence() {
    LOGGER.setLevel(Level.OFF);
    REPLAY.setLevel(Level.OFF);
  }

  @AfterContainer
  static void speakAgain() {
    LOGGER.setLevel(null);
    REPLAY.setLevel(null);
  }

  @Property(tries = 100)
  void restart_leavesWhatWasThere(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 40) int maxSpans)
      throws IOException {
    Path directory = Files.createTempDirectory("skein-store");
    PlainTraceStore model = new PlainTraceStore(maxSpans);
    FaultyDisk disk = new FaultyDisk();
    TraceStore store = open(directory, maxSpans, disk);
    try {
      for (Step step : steps) {
        switch (step.kind()) {
          case ADD -> {
            evenWithoutMemory(store, all -> all.add(step.spans()));
            model.add(step.spans());
          }
          case CLEAR -> {
            evenWithoutMemory(store, TraceStore::clear);
            model.clear();
          }
          case RESTART -> {
            disk.fault = FaultyDisk.Fault.NONE;
            store.close();
            store = open(directory, maxSpans, disk);
          }
          case FAULT -> disk.fault = step.fault();
        }
        assertThat(describe(store)).isEqualTo(describe(model));
      }
    } finally {
      disk.fault = NONE;
      store.close();
      delete(directory);
    }
  }

  /** What a disk's error strikes is in the memory by then. */
  private static void evenWithoutMemory(TraceStore store, Consumer<TraceStore> change) {
    try {
      change.accept(store);
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("Java heap space");
    }
  }

  /** Each look at the clock finds it half a second later: every other time it is tried again. */
  private static TraceStore open(Path directory, int maxSpans, FaultyDisk disk) throws IOException {
    AtomicLong nanoTime = new AtomicLong();
    return DirectoryTraceStore.open(
        directory,
        new MemoryTraceStore(maxSpans, 1 << 20),
        Stored.READER,
        new SegmentLog.Disk(2_000, disk, () -> nanoTime.addAndGet(500_000_000)));
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
    Arbitrary<Step> add = span().list().ofMaxSize(16).map(spans -> new Step(Kind.ADD, spans, NONE));
    Arbitrary<Step> fault =
        Arbitraries.of(FaultyDisk.Fault.class).map(what -> new Step(Kind.FAULT, List.of(), what));
    return Arbitraries.frequencyOf(
            Tuple.of(20, add),
            Tuple.of(1, Arbitraries.just(new Step(Kind.CLEAR, List.of(), NONE))),
            Tuple.of(5, fault),
            Tuple.of(5, Arbitraries.just(new Step(Kind.RESTART, List.of(), NONE))))
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
