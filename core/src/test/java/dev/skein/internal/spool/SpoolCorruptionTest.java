package dev.skein.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skein.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything that can happen to one segment of 64 KiB: it is cut off anywhere, or any one of its
 * bits is wrong. Reading it never throws, takes little memory, loses the record that was hit and no
 * other, and says how many spans that were.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpoolCorruptionTest {
  private static final int SIZE = 64 << 10;
  private static final int RECORDS = 64;
  private static final long MOST_BYTES = 1 << 20;

  private final byte[] segment = new byte[SIZE];
  private final int[] starts = new int[RECORDS + 1];
  private final int[] spansUpTo = new int[RECORDS + 1];

  @BeforeAll
  void write() throws IOException {
    Random random = new Random(5);
    byte[] resource = new byte[700];
    byte[] scope = new byte[60];
    random.nextBytes(resource);
    random.nextBytes(scope);
    MemoryRoot.MemoryFile file = MemoryRoot.MemoryFile.of(segment, 0);
    SegmentWriter writer =
        new SegmentWriter(file, new SegmentHeader(random.nextLong(), 1, 0, resource, scope));
    for (int i = 0; i < RECORDS; i++) {
      starts[i] = (int) writer.position();
      int left = SIZE - starts[i] - RecordHeader.BYTES;
      int evenly = left / (RECORDS - i) - RecordHeader.BYTES;
      byte[] payload = new byte[i == RECORDS - 1 ? left : evenly - random.nextInt(50)];
      random.nextBytes(payload);
      int spans = 1 + random.nextInt(9);
      writer.append(payload, payload.length, spansUpTo[i], spans);
      spansUpTo[i + 1] = spansUpTo[i] + spans;
    }
    starts[RECORDS] = (int) writer.position();
    assertThat(starts[RECORDS]).isEqualTo(SIZE);
    assertThat(file.size()).isEqualTo(SIZE);
  }

  @Test
  void segmentCutOffAnywhere_losesWhatWasCutOff() {
    long most =
        IntStream.range(0, SIZE)
            .parallel()
            .mapToLong(
                size -> {
                  int whole = 0;
                  while (starts[whole + 1] <= size) {
                    whole++;
                  }
                  BitSet expected = new BitSet();
                  expected.set(0, whole);
                  return read(segment, size, expected, "cut off at " + size);
                })
            .max()
            .orElse(0);
    Figure.report(
        "spool-truncations",
        "Truncations of a 64 KiB segment, each of which lost only what was cut off and said so",
        "65,536 of 65,536; at most " + most / 1024 + " KiB allocated to read one");
  }

  @Test
  void anyWrongBit_costsItsRecordAlone() {
    long most =
        IntStream.range(0, SIZE)
            .parallel()
            .mapToLong(
                index -> {
                  byte[] damaged = segment.clone();
                  BitSet expected = new BitSet();
                  expected.set(0, RECORDS);
                  int hit = Arrays.binarySearch(starts, index);
                  hit = hit >= 0 ? hit : -hit - 2;
                  if (hit >= 0) {
                    expected.clear(hit);
                  }
                  long highest = 0;
                  for (int bit = 0; bit < 8; bit++) {
                    damaged[index] ^= (byte) (1 << bit);
                    long bytes = read(damaged, SIZE, expected, "bit " + bit + " of " + index);
                    highest = Math.max(highest, bytes);
                    damaged[index] ^= (byte) (1 << bit);
                  }
                  return highest;
                })
            .max()
            .orElse(0);
    Figure.report(
        "spool-bit-flips",
        "Single-bit flips in a 64 KiB segment, each of which lost one record at most and said so",
        "524,288 of 524,288; at most " + most / 1024 + " KiB allocated to read one");
  }

  /** Reads a segment that is not as it was written; returns how many bytes that took. */
  private long read(byte[] bytes, int size, BitSet expected, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    BitSet found = new BitSet();
    long lost;
    try {
      lost = readAll(bytes, size, found);
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what, e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    long expectedLoss = 0;
    for (int i = 0; i < RECORDS; i++) {
      expectedLoss += expected.get(i) ? 0 : spansUpTo[i + 1] - spansUpTo[i];
    }
    if (!found.equals(expected) || lost != expectedLoss || allocated > MOST_BYTES) {
      throw new AssertionError(
          what + ": " + found + ", lost " + lost + " spans, allocated " + allocated + " bytes");
    }
    return allocated;
  }

  /** As a process does that finds the folder of another one; returns how many spans are lost. */
  private long readAll(byte[] bytes, int size, BitSet found) throws IOException {
    OneFolder files = new OneFolder(bytes, size);
    long[] lost = new long[1];
    SpoolFolder folder =
        SpoolFolder.recover(
            files,
            spansUpTo[RECORDS],
            Spools.config(),
            (reason, recovered, from, to) -> {
              assertThat(reason).isEqualTo(SpoolLosses.DAMAGED);
              lost[0] += to - from;
            });
    while (folder.peek() > 0) {
      SpoolRecord record = folder.next();
      if (record != null) {
        int index = Arrays.binarySearch(spansUpTo, (int) record.first());
        int start = starts[index] + RecordHeader.BYTES;
        assertThat(
                Arrays.equals(
                    record.bytes(), 0, record.bytes().length, segment, start, starts[index + 1]))
            .isTrue();
        found.set(index);
      }
    }
    return lost[0];
  }
}
