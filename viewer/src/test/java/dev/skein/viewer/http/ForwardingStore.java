package dev.skein.viewer.http;

import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.StoreStats;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A store that does what another does, but for what is overridden. */
interface ForwardingStore extends TraceStore {
  TraceStore store();

  @Override
  default void add(List<SpanRecord> spans) {
    store().add(spans);
  }

  @Override
  default Optional<TraceView> trace(TraceId id) {
    return store().trace(id);
  }

  @Override
  default Optional<TraceView> trace(TraceId id, TraceQuery query) {
    return store().trace(id, query);
  }

  @Override
  default void scan(TraceQuery query, Predicate<TraceView> visitor) {
    store().scan(query, visitor);
  }

  @Override
  default void clear() {
    store().clear();
  }

  @Override
  default StoreStats stats() {
    return store().stats();
  }

  @Override
  default Subscription listen(Listener listener) {
    return store().listen(listener);
  }

  @Override
  default void close() {
    store().close();
  }
}
