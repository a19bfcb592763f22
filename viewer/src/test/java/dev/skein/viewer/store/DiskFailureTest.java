package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing for a while: memory goes on, and the files catch up when they can. */
class DiskFailureTest {
  private static final Logger LOGGER = Logger.getLogger(SegmentLog.class.getName());

  @TempDir Path directory;

  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final AtomicLong nanoTime = new AtomicLong();
  private final FaultyDisk disk = new FaultyDisk();

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  private TraceStore open() throws IOException {
    return open(1_000);
  }

  private TraceStore open(long maxSpans) throws IOException {
    return DirectoryTraceStore.open(
        directory,
        new MemoryTraceStore(maxSpans, TraceStores.MIN_BYTES),
        Stored.READER,
        new SegmentLog.Disk(10_000, disk, nanoTime::get));
  }

  private static List<SpanRecord> span(long trace) {
    return List.of(TestSpan.of(trace, 1).record());
  }

  private static StoreStats.Disk disk(TraceStore store) {
    return Objects.requireNonNull(store.stats().disk());
  }

  private void failAndComeBack(FaultyDisk.Fault fault) throws IOException {
    try (TraceStore store = open()) {
      store.add(span(1));
      disk.fault = fault;
      store.add(span(2));
      assertThat(disk(store).problem()).contains("No space left on device");
      assertThat(disk(store).unsavedSpans()).isEqualTo(1);
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);

      int attempts = disk.attempts;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
      store.add(span(3));
      assertThat(disk.attempts).isEqualTo(attempts);
      nanoTime.incrementAndGet();
      store.add(span(4));
      assertThat(disk.attempts).isGreaterThan(attempts);
      assertThat(disk(store).unsavedSpans()).isEqualTo(3);

      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(5));
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).unsavedSpans()).isZero();
      assertThat(Stored.traces(store)).containsExactly(5L, 4L, 3L, 2L, 1L);
    }
    assertThat(logged).extracting(LogRecord::getLevel).containsExactly(Level.WARNING, Level.INFO);
    assertThat(logged.get(1).getMessage()).contains("the 4 spans that came meanwhile");
  }

  private StoreStats.Disk restarted() throws IOException {
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(5L, 4L, 3L, 2L, 1L);
      return disk(store);
    }
  }

  @Test
  void recordThatIsNotTaken_isInMemory_andWrittenLater() throws IOException {
    failAndComeBack(FaultyDisk.Fault.APPEND);

    assertThat(restarted().skippedBytes()).isZero();
  }

  @Test
  void recordThatIsTakenByHalf_isTakenBack() throws IOException {
    failAndComeBack(FaultyDisk.Fault.APPEND_HALF);

    assertThat(restarted().skippedBytes()).isZero();
  }

  @Test
  void halfARecordThatCannotBeTakenBack_isPassedOver() throws IOException {
    failAndComeBack(FaultyDisk.Fault.APPEND_AND_TRUNCATE);

    assertThat(restarted().skippedBytes()).isPositive();
  }

  @Test
  void fileThatCannotBeMade_isMadeLater() throws IOException {
    disk.fault = FaultyDisk.Fault.CREATE;
    try (TraceStore store = open()) {
      store.add(span(1));
      assertThat(disk(store).problem()).isNotNull();
      assertThat(disk(store).segments()).isZero();

      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(2));
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
    }
  }

  @Test
  void fileThatCannotBeForced_isReported_andAnotherOneBegun() throws IOException {
    try (TraceStore store = open()) {
      disk.fault = FaultyDisk.Fault.FORCE;
      store.add(List.of(TestSpan.of(1, 1).attribute("text", "x".repeat(11_000)).record()));
      assertThat(disk(store).problem()).isNotNull();

      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(2));
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).segments()).isEqualTo(2);
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
    }
  }

  @Test
  void tracesThatMadeRoomMeanwhile_areGoneFromTheFilesToo() throws IOException {
    try (TraceStore store = open(3)) {
      for (long trace = 1; trace <= 3; trace++) {
        store.add(span(trace));
      }
      disk.fault = FaultyDisk.Fault.APPEND;
      store.add(span(4));
      store.add(span(5));
      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(6));
      assertThat(disk(store).unsavedSpans()).isZero();
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(6L, 5L, 4L);
    }
  }

  @Test
  void closing_writesWhatIsMissing() throws IOException {
    try (TraceStore store = open()) {
      disk.fault = FaultyDisk.Fault.APPEND;
      store.add(span(1));
      disk.fault = FaultyDisk.Fault.NONE;
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(1L);
    }
  }

  @Test
  void closing_tellsWhatIsLost() throws IOException {
    try (TraceStore store = open()) {
      disk.fault = FaultyDisk.Fault.APPEND;
      store.add(span(1));
      store.add(span(2));
    }
    assertThat(logged).hasSize(2);
    assertThat(logged.get(1).getMessage()).contains("2 spans could not be written");
  }

  @Test
  void clearing_forgetsWhatIsMissing() throws IOException {
    try (TraceStore store = open()) {
      store.add(span(1));
      disk.fault = FaultyDisk.Fault.APPEND;
      store.add(span(2));
      store.clear();
      assertThat(disk(store).unsavedSpans()).isZero();
      assertThat(disk(store).segments()).isZero();
      store.add(span(3));
      disk.fault = FaultyDisk.Fault.NONE;
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(3L);
    }
  }

  @Test
  void clearing_forgetsWhatWasMissing() throws IOException {
    List<SpanRecord> large =
        List.of(
            TestSpan.of(1, 1).attribute("image", new byte[BatchJournal.MAX_RECORD]).record(),
            TestSpan.of(2, 1).attribute("image", new byte[1 << 20]).record());
    try (TraceStore store =
        DirectoryTraceStore.open(
            directory,
            new MemoryTraceStore(1_000, 64 << 20),
            Stored.READER,
            new SegmentLog.Disk(BatchJournal.MAX_RECORD + (1 << 20), disk, nanoTime::get))) {
      disk.fault = FaultyDisk.Fault.APPEND;
      store.add(large);
      // one of two records is taken
      disk.fault = FaultyDisk.Fault.FORCE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(3));
      assertThat(disk(store).unsavedSpans()).isEqualTo(2);
      store.clear();

      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(4));
    }
    assertThat(logged).hasSize(2);
    assertThat(logged.get(1).getMessage()).contains("the 1 spans that came meanwhile");
  }

  @Test
  void closing_tellsOfNoSpansIfOnlyAClearingIsMissing() throws IOException {
    try (TraceStore store = open()) {
      store.add(span(1));
      disk.fault = FaultyDisk.Fault.APPEND;
      Path segment = Segment.list(directory).get(0).path;
      Files.delete(segment);
      Files.createDirectories(segment.resolve("what makes it undeletable"));
      store.clear();
      assertThat(disk(store).segments()).isEqualTo(1);
    }
    assertThat(logged).hasSize(2);
    assertThat(logged.get(0).getMessage()).contains("are in memory only");
    assertThat(logged.get(1).getMessage()).contains("cannot be deleted");
  }

  @Test
  void fileThatCannotBeClosed_isDeletedByClearing_withoutAProblem() throws IOException {
    try (TraceStore store = open()) {
      store.add(span(1));
      disk.fault = FaultyDisk.Fault.CLOSE;
      store.clear();
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).segments()).isZero();
      disk.fault = FaultyDisk.Fault.NONE;
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void diskThatHasRoomForHeadersOnly_doesNotFillWithThem() throws IOException {
    try (TraceStore store = open()) {
      disk.fault = FaultyDisk.Fault.APPEND_RECORD;
      for (long trace = 1; trace <= 3; trace++) {
        store.add(span(trace));
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      }
      assertThat(disk(store).segments()).isZero();
      assertThat(disk(store).bytes()).isZero();
      assertThat(directory.toFile().list()).containsExactly("lock");
      disk.fault = FaultyDisk.Fault.NONE;
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void spansThatMemoryRanOutFor_areWrittenLater() throws IOException {
    try (TraceStore store = open()) {
      store.add(span(1));
      disk.fault = FaultyDisk.Fault.OUT_OF_MEMORY;
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> store.add(span(2)));
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
      assertThat(disk(store).unsavedSpans()).isEqualTo(1);

      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> store.add(span(3)));
      assertThat(disk(store).unsavedSpans()).isEqualTo(2);

      disk.fault = FaultyDisk.Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(2));
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).unsavedSpans()).isZero();
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(3L, 2L, 1L);
      assertThat(disk(store).skippedBytes()).isZero();
    }
  }

  @Test
  void spansBeforeAnError_areWrittenLater() throws IOException {
    List<SpanRecord> torn =
        new AbstractList<>() {
          @Override
          public SpanRecord get(int index) {
            if (index > 0) {
              throw new OutOfMemoryError("Java heap space");
            }
            return span(2).get(0);
          }

          @Override
          public int size() {
            return 2;
          }
        };
    try (TraceStore store = open(2)) {
      store.add(span(0));
      store.add(span(1));
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> store.add(torn));
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
      assertThat(disk(store).unsavedSpans()).isEqualTo(1);
      // as who sends them does again
      store.add(span(2));
      assertThat(disk(store).unsavedSpans()).isZero();
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void closingWithoutMemory_givesTheDirectoryBack() throws IOException {
    TraceStore store = open();
    store.add(span(1));
    disk.fault = FaultyDisk.Fault.APPEND;
    store.add(span(2));
    disk.fault = FaultyDisk.Fault.OUT_OF_MEMORY;
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(store::close);

    disk.fault = FaultyDisk.Fault.NONE;
    try (TraceStore again = open()) {
      assertThat(Stored.traces(again)).containsExactly(1L);
    }
  }
}
