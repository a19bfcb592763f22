package dev.skein.viewer.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is in a directory's segments into a store, in its order. Damaged records are counted
 * and passed over; a last one that is not whole, as after a kill, is cut off. Not thread-safe.
 */
final class Replay {
  private static final Logger LOGGER = System.getLogger(Replay.class.getName());

  private final Path directory;
  private final MemoryTraceStore store;
  private final RecordReader reader;

  /** Damaged bytes that were passed over. */
  long skippedBytes;

  /** Bytes of a last record that was not whole. */
  long cutBytes;

  Replay(Path directory, MemoryTraceStore store, RecordReader reader) {
    this.directory = directory;
    this.store = store;
    this.reader = reader;
  }

  /**
   * Reads all segments; returns them, oldest first.
   *
   * @throws IOException if the directory cannot be read, or a later version has written in it
   */
  List<Segment> run() throws IOException {
    List<Segment> segments = Segment.list(directory);
    for (Segment segment : segments) {
      segment.tracesBefore = store.read(table -> table.traces().tail());
      boolean last = segment.number == segments.get(segments.size() - 1).number;
      try {
        read(segment, last);
      } catch (SegmentFormat.UnknownVersionException e) {
        throw new IOException(segment.path + " " + e.getMessage(), e);
      }
    }
    if (skippedBytes + cutBytes > 0) {
      LOGGER.log(
          Level.WARNING,
          directory
              + ": "
              + skippedBytes
              + " damaged bytes were passed over, and "
              + cutBytes
              + " of a record that was not written to its end were cut off");
    }
    return segments;
  }

  private void read(Segment segment, boolean last) throws SegmentFormat.UnknownVersionException {
    ByteBuffer bytes = bytes(segment);
    SegmentFormat format = bytes == null ? null : SegmentFormat.read(bytes);
    if (bytes == null || format == null) {
      skippedBytes += segment.bytes;
      return;
    }
    int place = SegmentFormat.HEADER;
    while (place < bytes.limit()) {
      int payload = format.payloadAt(bytes, place);
      if (payload >= 0) {
        apply(bytes, place, payload);
        place += SegmentFormat.RECORD_HEADER + payload;
      } else {
        int next = nextRecord(format, bytes, place + 1);
        if (next == bytes.limit() && last) {
          cut(segment, place);
        } else {
          skippedBytes += next - place;
        }
        place = next;
      }
    }
  }

  private static @Nullable ByteBuffer bytes(Segment segment) {
    try {
      return segment.bytes > Integer.MAX_VALUE - 16
          ? null
          : ByteBuffer.wrap(Files.readAllBytes(segment.path));
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, segment.path + " cannot be read: " + e);
      return null;
    }
  }

  private static int nextRecord(SegmentFormat format, ByteBuffer bytes, int from) {
    int place = from;
    while (place < bytes.limit() && format.payloadAt(bytes, place) < 0) {
      place++;
    }
    return place;
  }

  private void apply(ByteBuffer segment, int place, int length) {
    ByteBuffer payload = segment.slice(place + SegmentFormat.RECORD_HEADER, length);
    switch (segment.getInt(place + 4)) {
      case SegmentFormat.SPANS -> addSpans(payload);
      case SegmentFormat.EVICTED -> store.change(table -> evict(table, payload));
      case SegmentFormat.CLEARED -> store.clear();
      default -> skippedBytes += SegmentFormat.RECORD_HEADER + length;
    }
  }

  private void addSpans(ByteBuffer payload) {
    byte[] request = new byte[payload.remaining()];
    payload.get(request);
    List<SpanRecord> spans;
    try {
      spans = reader.read(request);
    } catch (Exception e) {
      skippedBytes += SegmentFormat.RECORD_HEADER + request.length;
      return;
    }
    store.add(spans, Journal.NONE);
  }

  private static void evict(TraceTable table, ByteBuffer ids) {
    while (ids.remaining() >= 16) {
      table.evict(new TraceId(ids.getLong(), ids.getLong()));
    }
  }

  private void cut(Segment segment, int length) {
    cutBytes += segment.bytes - length;
    try (FileChannel file = FileChannel.open(segment.path, StandardOpenOption.WRITE)) {
      file.truncate(length);
      segment.bytes = length;
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, segment.path + " cannot be cut at its last whole record: " + e);
    }
  }
}
