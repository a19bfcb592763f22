package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
}
