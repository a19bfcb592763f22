package dev.skein.viewer.store;

import dev.skein.viewer.ingest.SpanDecoder;
import java.util.ArrayList;
import java.util.List;

/** What is in a store, and how it is read back. */
final class Stored {
  static final RecordReader READER = request -> SpanDecoder.otlpProtobuf(request).spans();

  private Stored() {}

  /** The first halves of the ids of all traces that a query finds, in its order. */
  static List<Long> traces(TraceStore store, TraceQuery query) {
    List<Long> traces = new ArrayList<>();
    store.scan(query, trace -> traces.add(trace.id().high()));
    return traces;
  }

  static List<Long> traces(TraceStore store) {
    return traces(store, TraceQuery.ALL);
  }
}
