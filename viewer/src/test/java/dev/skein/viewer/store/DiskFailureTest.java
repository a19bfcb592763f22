package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
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

/** A disk that takes nothing for a while: memory goes on, and so do the files when they can. */
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
  private final Disk disk = new Disk();

  /** What it refuses. */
  private enum Fault {
    NONE,
    CREATE,
    APPEND,
    APPEND_HALF,
    APPEND_AND_TRUNCATE,
    FORCE
  }

  private static final class Disk implements SegmentFile.Creator {
    private Fault fault = Fault.NONE;
    private int attempts;

    @Override
    public SegmentFile create(Path path) throws IOException {
      attempts++;
      failIf(fault == Fault.CREATE);
      SegmentFile file = SegmentFile.create(path);
      return new SegmentFile() {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
          attempts++;
          failIf(fault == Fault.APPEND);
          if (fault == Fault.APPEND_HALF || fault == Fault.APPEND_AND_TRUNCATE) {
            file.append(bytes.slice(0, bytes.limit() / 2));
            failIf(true);
          }
          file.append(bytes);
        }

        @Override
        public void force() throws IOException {
          failIf(fault == Fault.FORCE);
          file.force();
        }

        @Override
        public void truncate(long length) throws IOException {
          failIf(fault == Fault.APPEND_AND_TRUNCATE);
          file.truncate(length);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    private static void failIf(boolean fault) throws IOException {
      if (fault) {
        throw new IOException("No space left on device");
      }
    }
  }

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
    return DirectoryTraceStore.open(
        directory,
        new MemoryTraceStore(1_000, TraceStores.MIN_BYTES),
        Stored.READER,
        new SegmentLog.Disk(10_000, disk, nanoTime::get));
  }

  private static List<SpanRecord> span(long trace) {
    return List.of(TestSpan.of(trace, 1).record());
  }

  private static StoreStats.Disk disk(TraceStore store) {
    return Objects.requireNonNull(store.stats().disk());
  }

  private void failAndComeBack(Fault fault) throws IOException {
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

      disk.fault = Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(5));
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).unsavedSpans()).isEqualTo(3);
      assertThat(Stored.traces(store)).containsExactly(5L, 4L, 3L, 2L, 1L);
    }
    assertThat(logged).extracting(LogRecord::getLevel).containsExactly(Level.WARNING, Level.INFO);
    assertThat(logged.get(1).getMessage()).contains("3 spans");
  }

  private StoreStats.Disk restarted() throws IOException {
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(5L, 1L);
      return disk(store);
    }
  }

  @Test
  void recordThatIsNotTaken_isInMemory_andLaterOnesAreInFiles() throws IOException {
    failAndComeBack(Fault.APPEND);

    assertThat(restarted().skippedBytes()).isZero();
  }

  @Test
  void recordThatIsTakenByHalf_isTakenBack() throws IOException {
    failAndComeBack(Fault.APPEND_HALF);

    assertThat(restarted().skippedBytes()).isZero();
  }

  @Test
  void halfARecordThatCannotBeTakenBack_isPassedOver() throws IOException {
    failAndComeBack(Fault.APPEND_AND_TRUNCATE);

    assertThat(restarted().skippedBytes()).isPositive();
  }

  @Test
  void fileThatCannotBeMade_isMadeLater() throws IOException {
    disk.fault = Fault.CREATE;
    try (TraceStore store = open()) {
      store.add(span(1));
      assertThat(disk(store).problem()).isNotNull();
      assertThat(disk(store).segments()).isZero();

      disk.fault = Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(2));
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L);
    }
  }

  @Test
  void fileThatCannotBeForced_isReported_andAnotherOneBegun() throws IOException {
    try (TraceStore store = open()) {
      disk.fault = Fault.FORCE;
      store.add(List.of(TestSpan.of(1, 1).attribute("text", "x".repeat(11_000)).record()));
      assertThat(disk(store).problem()).isNotNull();

      disk.fault = Fault.NONE;
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
      store.add(span(2));
      assertThat(disk(store).problem()).isNull();
      assertThat(disk(store).segments()).isEqualTo(2);
    }
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(2L, 1L);
    }
  }
}
