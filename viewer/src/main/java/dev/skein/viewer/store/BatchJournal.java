package dev.skein.viewer.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call has changed, as records of a segment say it: first the traces that went, then the
 * spans that came and are still here. Not thread-safe.
 */
final class BatchJournal implements Journal {
  /** Spans of one record, so that none is too large to be read back in one piece. */
  static final int MAX_RECORD = 4 << 20;

  private final List<TraceId> evicted = new ArrayList<>();
  private final List<SpanRecord> spans = new ArrayList<>();

  /** How many spans had come when a trace went that had got some of them. */
  private final Map<TraceId, Integer> gone = new HashMap<>();

  @Override
  public void added(SpanRecord span) {
    spans.add(span);
  }

  @Override
  public void evicted(long high, long low, boolean touched) {
    TraceId trace = new TraceId(high, low);
    evicted.add(trace);
    if (touched) {
      gone.put(trace, spans.size());
    }
  }

  /** How many spans have come. */
  int spans() {
    return spans.size();
  }

  /** The traces that went. */
  List<TraceId> evicted() {
    return evicted;
  }

  /** The payloads of records of the spans that came and are still here. */
  List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    List<SpanRecord> left = spansThatAreHere();
    for (int from = 0; from < left.size(); ) {
      int to = end(left, from);
      requests.add(OtlpRequests.encodeInOrder(new RecordBytes(left.subList(from, to))));
      from = to;
    }
    return requests;
  }

  /** Those whose traces have not gone since. */
  private List<SpanRecord> spansThatAreHere() {
    if (gone.isEmpty()) {
      return spans;
    }
    List<SpanRecord> left = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      if (i >= gone.getOrDefault(spans.get(i).traceId(), 0)) {
        left.add(spans.get(i));
      }
    }
    return left;
  }

  private static int end(List<SpanRecord> spans, int from) {
    RecordLength length = new RecordLength(MAX_RECORD);
    int to = from;
    while (to < spans.size() && length.takes(spans.get(to).source(), spans.get(to).length())) {
      to++;
    }
    return to;
  }

  /** The payload of a record of traces that went. */
  static byte[] ids(List<TraceId> traces) {
    ByteBuffer ids = ByteBuffer.allocate(16 * traces.size());
    traces.forEach(trace -> ids.putLong(trace.high()).putLong(trace.low()));
    return ids.array();
  }
}
