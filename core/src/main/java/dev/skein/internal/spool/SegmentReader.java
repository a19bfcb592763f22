package dev.skein.internal.spool;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the records of one segment, forwards. Whatever the bytes are, it allocates no more than
 * they have room for, and what is damaged costs the record it belongs to and no other: behind it
 * the next record is looked for.
 */
final class SegmentReader {
  private static final int BLOCK = 8 << 10;

  final SegmentHeader header;
  final SpoolFile file;
  private final RecordHeader record;

  /** Where the next record begins, or the one that was found. */
  private long position;

  private boolean found;

  SegmentReader(SpoolFile file, SegmentHeader header) {
    this.file = file;
    this.header = header;
    this.record = new RecordHeader(header.salt);
    this.position = header.dataStart();
  }

  /**
   * Finds the next record that has a whole header. Stays at one that was found and not read.
   *
   * @param least its first span has no smaller number
   * @param end where the bytes of the segment end
   */
  boolean find(long least, long end) throws IOException {
    if (found) {
      return true;
    }
    while (position + RecordHeader.BYTES <= end) {
      if (headerAt(position, end)) {
        if (record.first >= least) {
          found = true;
          return true;
        }
        position += RecordHeader.BYTES + record.length;
      } else if (!seek(end)) {
        return false;
      }
    }
    return false;
  }

  private boolean headerAt(long at, long end) throws IOException {
    return file.read(record.target(), at) == RecordHeader.BYTES
        && record.decode()
        && record.length <= end - at - RecordHeader.BYTES;
  }

  /** Goes to the next place that looks like a record; false, at the end, when there is none. */
  private boolean seek(long end) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, end - position));
    for (long at = position + 1; at + RecordHeader.BYTES <= end; at += BLOCK - 3) {
      block.clear().limit((int) Math.min(block.capacity(), end - at));
      int read = file.read(block, at);
      for (int i = 0; i + 4 <= read; i++) {
        if (block.getInt(i) == RecordHeader.MARK && headerAt(at + i, end)) {
          position = at + i;
          return true;
        }
      }
    }
    position = end;
    return false;
  }

  int length() {
    return record.length;
  }

  long first() {
    return record.first;
  }

  int spans() {
    return record.spans;
  }

  /** The payload of the record that was found; null when it is damaged. Goes on behind it. */
  byte @Nullable [] payload() throws IOException {
    byte[] payload = new byte[record.length];
    int read = file.read(ByteBuffer.wrap(payload), position + RecordHeader.BYTES);
    skip();
    return read == payload.length && record.belongsTo(payload) ? payload : null;
  }

  /** Goes on behind the record that was found. */
  void skip() {
    position += RecordHeader.BYTES + record.length;
    found = false;
  }

  /** How many spans there were when the last whole record was written. */
  long lastSequence(long least, long end) throws IOException {
    long last = least;
    while (find(last, end)) {
      long next = record.first + record.spans;
      last = payload() != null ? next : last;
    }
    return last;
  }
}
