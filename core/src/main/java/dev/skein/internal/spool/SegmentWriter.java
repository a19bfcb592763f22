package dev.skein.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Appends records to one segment. What failed half-way is overwritten by the next record. */
final class SegmentWriter {
  private static final int SMALL = 64 << 10;

  final SegmentHeader header;
  final SpoolFile file;
  private final RecordHeader record;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long position;

  /** Begins a segment. */
  SegmentWriter(SpoolFile file, SegmentHeader header) throws IOException {
    this.file = file;
    this.header = header;
    this.record = new RecordHeader(header.salt);
    ByteBuffer start = header.encode();
    this.position = start.remaining();
    file.write(start, 0);
  }

  /** Where the next record begins. */
  long position() {
    return position;
  }

  /** In one write: a process that is killed leaves a whole record or one that is cut off. */
  void append(byte[] payload, int length, long first, int spans) throws IOException {
    int size = RecordHeader.BYTES + length;
    ByteBuffer out = buffer;
    if (out.capacity() < size) {
      out = ByteBuffer.allocate(Math.max(size, SMALL + RecordHeader.BYTES));
      if (out.capacity() <= 2 * SMALL) {
        buffer = out;
      }
    }
    out.clear();
    record.encode(out, payload, length, first, spans);
    out.put(payload, 0, length).flip();
    try {
      file.write(out, position);
    } catch (IOException e) {
      cutOff();
      throw e;
    }
    position += size;
  }

  /** Takes away what a failed write left, lest it be found after a crash. */
  private void cutOff() {
    try {
      file.truncate(position);
    } catch (IOException e) {
      // The next record is written over it.
    }
  }

  /** Ends the segment: its bytes are to survive the machine as well. */
  void close() throws IOException {
    try {
      file.force();
    } finally {
      file.close();
    }
  }
}
