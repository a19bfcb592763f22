package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTraceStoreTest {
  @TempDir Path directory;

  private TraceStore open() throws IOException {
    return open(1_000);
  }

  private TraceStore open(long maxSpans) throws IOException {
    return TraceStores.inDirectory(directory, maxSpans, TraceStores.MIN_BYTES, Stored.READER);
  }

  private static StoreStats.Disk disk(TraceStore store) {
    return Objects.requireNonNull(store.stats().disk());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void directoryThatIsNotThere_isMade_andAnIdleStoreWritesNothing() throws IOException {
    Path below = directory.resolve("a/b");
    try (TraceStore store =
        TraceStores.inDirectory(below, 10, TraceStores.MIN_BYTES, Stored.READER)) {
      assertThat(disk(store).segments()).isZero();
      assertThat(disk(store).directory()).isEqualTo(below);
    }
    try (var files = Files.list(below)) {
      assertThat(files).containsExactly(below.resolve("lock"));
    }
  }

  @Test
  void restart_leavesEverything() throws IOException {
    List<SpanData> before;
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(1, 1).attribute("key", "value").error(true).record()));
      store.add(List.of(TestSpan.of(1, 2).parent(1).service("payment").record()));
      before = store.trace(new TraceId(1, ~1)).orElseThrow().spans();
    }

    try (TraceStore store = open()) {
      assertThat(store.trace(new TraceId(1, ~1)).orElseThrow().spans()).isEqualTo(before);
      TraceQuery query =
          TraceQuery.builder()
              .attribute(new AttributeTerm("key", "value"))
              .status(TraceQuery.Status.ERROR)
              .build();
      assertThat(Stored.traces(store, query)).containsExactly(1L);
      assertThat(disk(store).restoredSpans()).isEqualTo(2);
      assertThat(store.stats().addedSpans()).isZero();
    }
  }

  @Test
  void records_areRequestsThatAnybodyReads() throws IOException {
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(1, 1).record(), TestSpan.of(2, 1).service("b").record()));
    }

    ByteBuffer segment = ByteBuffer.wrap(Files.readAllBytes(files().get(0)));
    byte[] payload = new byte[segment.getInt(SegmentFormat.HEADER + 8)];
    segment.get(SegmentFormat.HEADER + SegmentFormat.RECORD_HEADER, payload);
    assertThat(segment.limit())
        .isEqualTo(SegmentFormat.HEADER + SegmentFormat.RECORD_HEADER + payload.length);
    assertThat(OtlpReader.read(payload))
        .extracting(span -> span.resource().get("service.name"))
        .containsExactly("shop", "b");
  }

  @Test
  void secondViewerOfTheProcess_isTurnedAway_untilTheFirstIsClosed() throws IOException {
    TraceStore first = open();
    first.add(List.of(TestSpan.of(1, 1).record()));

    assertThatIOException()
        .isThrownBy(this::open)
        .withMessage(directory + " is in use by another viewer in this process");

    first.close();
    first.close();
    try (TraceStore second = open()) {
      assertThat(Stored.traces(second)).containsExactly(1L);
      assertThatIOException().isThrownBy(this::open);
    }
  }

  @Test
  void viewerOfAnotherProcess_isTurnedAway_andToldWhoseItIs() throws Exception {
    try (ChildProcess other =
        ChildProcess.start(StoringProcess.class, List.of("-Xmx256m"), directory.toString(), "0")) {
      assertThat(other.line()).isEqualTo("open");

      assertThatIOException()
          .isThrownBy(this::open)
          .withMessage(directory + " is in use by another viewer, process " + other.pid());
    }
    open(1_000_000).close();
  }

  @Test
  void lockThatIsALink_isRefused_andWhatItPointsAtIsLeftAlone() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "somebody else's");
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.createSymbolicLink(data.resolve("lock"), elsewhere);

    assertThatIOException()
        .isThrownBy(() -> TraceStores.inDirectory(data, 10, TraceStores.MIN_BYTES, Stored.READER));
    assertThat(elsewhere).hasContent("somebody else's");
  }

  @Test
  void pathOfAFile_isRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatIOException()
        .isThrownBy(() -> TraceStores.inDirectory(file, 10, TraceStores.MIN_BYTES, Stored.READER))
        .withMessage(file + " is not a directory");
  }

  @Test
  void segments_goWithTheirTraces() throws IOException {
    try (TraceStore store = open(50)) {
      for (int trace = 1; trace <= 500; trace++) {
        store.add(List.of(TestSpan.of(trace, 1).attribute("text", "x".repeat(5_000)).record()));
      }
      // 50 spans of 5 kB in segments of 128 KiB
      assertThat(disk(store).segments()).isBetween(2, 4);
      assertThat(files()).hasSize(disk(store).segments() + 1);
      long sizes = 0;
      for (Path file : files()) {
        sizes += file.endsWith("lock") ? 0 : Files.size(file);
      }
      assertThat(disk(store).bytes()).isEqualTo(sizes);
    }
    try (TraceStore store = open(50)) {
      assertThat(Stored.traces(store)).hasSize(50).startsWith(500L, 499L);
    }
  }

  @Test
  void resourceThatIsWrittenOverAndOver_doesNotFillTheDisk() throws IOException {
    Source source = TestSpan.source("shop", "process.command_line", "x".repeat(50_000));
    try (TraceStore store = open()) {
      for (int trace = 1; trace <= 200; trace++) {
        store.add(List.of(TestSpan.of(trace, 1).source(source).record()));
        assertThat(disk(store).bytes()).isLessThan(3 * TraceStores.MIN_BYTES);
      }
      assertThat(store.stats().evictedTraces()).isPositive();
      assertThat(Stored.traces(store)).startsWith(200L, 199L);
    }
    List<Long> there;
    try (TraceStore store = open()) {
      there = Stored.traces(store);
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).isEqualTo(there).contains(200L).doesNotContain(1L);
    }
  }

  @Test
  void clear_deletesTheFiles() throws IOException {
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(1, 1).record()));

      store.clear();

      assertThat(files()).containsExactly(directory.resolve("lock"));
      store.add(List.of(TestSpan.of(2, 1).record()));
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L);
    }
  }

  @Test
  void clearThatWasNotFinished_isFinishedByTheNextStart() throws Exception {
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(1, 1).record()));
    }
    Path first = files().get(0);
    byte[] content = Files.readAllBytes(first);
    SegmentFormat format = format(content);
    ByteBuffer cleared = ByteBuffer.allocate(SegmentFormat.RECORD_HEADER);
    format.write(SegmentFormat.CLEARED, new byte[0], cleared);
    ByteBuffer both = ByteBuffer.allocate(content.length + cleared.capacity());
    Files.write(first, both.put(content).put(cleared.flip()).array());

    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).isEmpty();
    }
  }

  private static SegmentFormat format(byte[] segment) throws Exception {
    return Objects.requireNonNull(SegmentFormat.read(ByteBuffer.wrap(segment)));
  }

  @Test
  void interruptedThread_writesAsWell() throws IOException {
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(1, 1).record()));
      Thread.currentThread().interrupt();
      store.add(List.of(TestSpan.of(2, 1).record()));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(disk(store).problem()).isNull();
      store.add(List.of(TestSpan.of(3, 1).record()));
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void files_areTheirOwnersOnly() throws IOException {
    Path below = directory.resolve("data");
    try (TraceStore store =
        TraceStores.inDirectory(below, 10, TraceStores.MIN_BYTES, Stored.READER)) {
      store.add(List.of(TestSpan.of(1, 1).record()));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(below)))
        .isEqualTo("rwx------");
    try (var files = Files.list(below)) {
      for (Path file : files.filter(f -> !f.endsWith("lock")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void smallerLimits_keepTheNewestTraces() throws IOException {
    try (TraceStore store = open()) {
      for (int trace = 1; trace <= 100; trace++) {
        store.add(List.of(TestSpan.of(trace, 1).record()));
      }
    }
    try (TraceStore store = open(10)) {
      assertThat(Stored.traces(store)).hasSize(10).startsWith(100L).endsWith(91L);
    }
  }

  @Test
  void closedStore_takesNothing() throws IOException {
    TraceStore store = open();
    store.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> store.add(List.of(TestSpan.of(1, 1).record())));
    assertThatIllegalStateException().isThrownBy(store::clear);
  }
}
