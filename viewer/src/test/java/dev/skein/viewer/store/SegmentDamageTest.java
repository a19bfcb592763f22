package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were damaged while nobody looked: what is whole is there, the rest is counted. */
class SegmentDamageTest {
  private static final List<Long> ALL = List.of(3L, 2L, 1L);

  /** Its lines would be thousands. */
  private static final Logger REPLAY = Logger.getLogger(Replay.class.getName());

  @TempDir Path directory;

  private Path segment;
  private byte[] whole;

  /** Where the records of the three traces end. */
  private final List<Integer> ends = new ArrayList<>();

  @BeforeAll
  static void silence() {
    REPLAY.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    REPLAY.setLevel(null);
  }

  @BeforeEach
  void writeThreeTraces() throws IOException {
    try (TraceStore store = open()) {
      for (long trace = 1; trace <= 3; trace++) {
        store.add(List.of(TestSpan.of(trace, 1).record()));
        ends.add((int) disk(store).bytes());
      }
    }
    segment = segments().get(0);
    whole = Files.readAllBytes(segment);
    assertThat(whole).hasSize(ends.get(2));
  }

  private TraceStore open() throws IOException {
    return TraceStores.inDirectory(directory, 1_000, TraceStores.MIN_BYTES, Stored.READER);
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".traces")).sorted().toList();
    }
  }

  private static StoreStats.Disk disk(TraceStore store) {
    return Objects.requireNonNull(store.stats().disk());
  }

  @Test
  void fileCutAnywhere_holdsWhatIsWhole_andGoesOn() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(segment, Arrays.copyOf(whole, length));
      int end = length;
      List<Long> expected =
          ALL.stream().filter(trace -> ends.get((int) (trace - 1)) <= end).toList();
      try (TraceStore store = open()) {
        assertThat(Stored.traces(store)).as("cut at %d", length).isEqualTo(expected);
        assertThat(disk(store).restoredSpans()).isEqualTo(expected.size());
        long lost = length - lastEnd(length);
        assertThat(disk(store).cutBytes() + disk(store).skippedBytes()).isEqualTo(lost);
      }
    }
  }

  /** Where the last whole thing ends in a file of some length. */
  private long lastEnd(int length) {
    long last = length >= SegmentFormat.HEADER ? SegmentFormat.HEADER : 0;
    for (int end : ends) {
      last = end <= length ? end : last;
    }
    return last;
  }

  @Test
  void fileCutInARecord_isShortenedToItsWholeOnes_soThatItIsCountedOnce() throws IOException {
    Files.write(segment, Arrays.copyOf(whole, whole.length - 5));
    try (TraceStore store = open()) {
      assertThat(disk(store).cutBytes()).isEqualTo(ends.get(2) - ends.get(1) - 5);
      store.add(List.of(TestSpan.of(4, 1).record()));
    }

    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(4L, 2L, 1L);
      assertThat(disk(store).cutBytes()).isZero();
      assertThat(disk(store).skippedBytes()).isZero();
    }
  }

  @Test
  void anyDamagedByte_costsOneRecordAtMost_andIsCounted() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(segment, damaged);
      try (TraceStore store = open()) {
        List<Long> there = Stored.traces(store);
        assertThat(ALL).as("byte %d", at).containsAll(there);
        long lost = disk(store).skippedBytes() + disk(store).cutBytes();
        if (at < SegmentFormat.HEADER) {
          assertThat(there).as("byte %d", at).isEqualTo(ALL);
        } else {
          assertThat(there).as("byte %d", at).hasSize(2);
          assertThat(lost).isPositive();
        }
      }
    }
  }

  @Test
  void segmentThatIsNone_isPassedOver() throws IOException {
    Files.writeString(directory.resolve("0000000000000005.traces"), "something else altogether");
    Files.writeString(directory.resolve("notes.traces"), "not ours, left alone");
    Files.createDirectory(directory.resolve("000000000000000f.traces"));

    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).isEqualTo(ALL);
      assertThat(disk(store).skippedBytes()).isEqualTo(25);
      store.add(List.of(TestSpan.of(4, 1).record()));
    }
    assertThat(directory.resolve("notes.traces")).exists();
    assertThat(directory.resolve("000000000000000f.traces")).isDirectory();
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(4L, 3L, 2L, 1L);
    }
  }

  @Test
  void recordInsideASpansText_isNotTakenForOne() throws IOException {
    byte[] record = Arrays.copyOfRange(whole, SegmentFormat.HEADER, ends.get(0));
    Files.delete(segment);
    try (TraceStore store = open()) {
      store.add(List.of(TestSpan.of(5, 1).attribute("raw", record).record()));
      store.add(List.of(TestSpan.of(6, 1).record()));
    }
    Path other = segments().get(0);
    byte[] bytes = Files.readAllBytes(other);
    bytes[SegmentFormat.HEADER] ^= 1;
    Files.write(other, bytes);

    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).containsExactly(6L);
    }
  }

  @Test
  void requestThatIsNone_isCountedAndPassedOver() throws IOException {
    RecordReader picky =
        request -> {
          List<SpanRecord> spans = Stored.READER.read(request);
          if (spans.get(0).traceId().high() == 2) {
            throw new IllegalStateException("as a defect of the reader would be");
          }
          return spans;
        };
    try (TraceStore store =
        TraceStores.inDirectory(directory, 1_000, TraceStores.MIN_BYTES, picky)) {
      assertThat(Stored.traces(store)).containsExactly(3L, 1L);
      assertThat(disk(store).skippedBytes()).isEqualTo(ends.get(1) - ends.get(0));
    }
  }

  @Test
  void laterVersionsFiles_areRefused_andLeftAsTheyAre() throws IOException {
    byte[] later = whole.clone();
    ByteBuffer header = ByteBuffer.wrap(later);
    for (int start = 0; start < SegmentFormat.HEADER; start += SegmentFormat.HEADER / 2) {
      header.putInt(start + 8, 2);
      CRC32C crc = new CRC32C();
      crc.update(later, start, 20);
      header.putInt(start + 20, (int) crc.getValue());
    }
    Files.write(segment, later);

    assertThatIOException()
        .isThrownBy(this::open)
        .withMessageContaining("version 2")
        .withMessageContaining(segment.toString());
    assertThat(Files.readAllBytes(segment)).isEqualTo(later);
    Files.write(segment, whole);
    try (TraceStore store = open()) {
      assertThat(Stored.traces(store)).isEqualTo(ALL);
    }
  }
}
