package dev.skein.viewer.ingest;

import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.util.List;

/** Looks for a span in a store, which finds it by its own attributes and by its resource's. */
final class StoredSpan {
  private StoredSpan() {}

  /** Whether a store that has this span alone finds it by all of these conditions. */
  static boolean isFound(SpanRecord record, List<AttributeTerm> conditions) {
    TraceQuery.Builder query = TraceQuery.builder();
    conditions.forEach(query::attribute);
    boolean[] found = new boolean[1];
    try (TraceStore store = TraceStores.inMemory(1, TraceStores.MIN_BYTES)) {
      store.add(List.of(record));
      store.scan(
          query.build(),
          trace -> {
            found[0] = true;
            return true;
          });
    }
    return found[0];
  }

  static boolean isFound(SpanRecord record, String name, String value) {
    return isFound(record, List.of(new AttributeTerm(name, value)));
  }
}
