package dev.skein.viewer.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call has changed, as records of a segment that say the same when they are read in their
 * order. Not thread-safe.
 */
final class BatchJournal implements Journal {
  /** Spans of one record, so that none is too large to be read back in one piece. */
  private static final int MAX_RECORD = 4 << 20;

  /** Traces that went, then spans that came. */
  private static final class Part {
    final List<TraceId> evicted = new ArrayList<>();
    final List<SpanRecord> spans = new ArrayList<>();
  }

  private final List<Part> parts = new ArrayList<>();
  private int spans;
  private boolean cleared;

  /** That everything was forgotten. */
  static BatchJournal cleared() {
    BatchJournal journal = new BatchJournal();
    journal.cleared = true;
    return journal;
  }

  @Override
  public void added(SpanRecord span) {
    last().spans.add(span);
    spans++;
  }

  @Override
  public void evicted(long high, long low, boolean touched) {
    if (touched) {
      // its spans are in the part before
      parts.add(new Part());
    }
    last().evicted.add(new TraceId(high, low));
  }

  private Part last() {
    if (parts.isEmpty()) {
      parts.add(new Part());
    }
    return parts.get(parts.size() - 1);
  }

  boolean isEmpty() {
    return parts.isEmpty() && !cleared;
  }

  /** How many spans have come. */
  int spans() {
    return spans;
  }

  /** One record. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, never changed
  record Entry(int kind, byte[] payload) {}

  /** The records. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    if (cleared) {
      entries.add(new Entry(SegmentFormat.CLEARED, new byte[0]));
    }
    for (Part part : parts) {
      if (!part.evicted.isEmpty()) {
        entries.add(new Entry(SegmentFormat.EVICTED, ids(part.evicted)));
      }
      for (int from = 0; from < part.spans.size(); ) {
        int to = end(part.spans, from);
        SpanBytes bytes = new RecordBytes(part.spans.subList(from, to));
        byte[] request = OtlpRequests.encode(bytes, SourceGroups.inOrder(bytes), 0, to - from);
        entries.add(new Entry(SegmentFormat.SPANS, request));
        from = to;
      }
    }
    return entries;
  }

  private static int end(List<SpanRecord> spans, int from) {
    long bytes = 0;
    int to = from;
    while (to < spans.size() && (to == from || bytes < MAX_RECORD)) {
      bytes += spans.get(to++).length();
    }
    return to;
  }

  private static byte[] ids(List<TraceId> traces) {
    ByteBuffer ids = ByteBuffer.allocate(16 * traces.size());
    traces.forEach(trace -> ids.putLong(trace.high()).putLong(trace.low()));
    return ids.array();
  }
}
