package dev.skein.viewer.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps traces, up to a limit, and finds them. Thread-safe.
 *
 * <p>Spans may come late, out of order, twice and from several services. A trace leaves as a whole,
 * the one whose first span came longest ago first; a span that comes after its trace has left
 * begins it anew.
 */
public interface TraceStore extends AutoCloseable {
  /**
   * Takes spans. When it returns they can be found, and where the store has a directory, they are
   * in its files. May block on a disk.
   */
  void add(List<SpanRecord> spans);

  /** A trace as it is now; a copy that stays valid. */
  Optional<TraceView> trace(TraceId id);

  /** A trace as it is now, if a query finds it; a copy that stays valid. */
  Optional<TraceView> trace(TraceId id, TraceQuery query);

  /**
   * Shows the traces that a query finds to a visitor, those that began to arrive last first, until
   * it returns false. Each view is what its trace was at some moment of the call. Traces that begin
   * to arrive meanwhile are not shown. Adding goes on while the visitor is at work.
   */
  void scan(TraceQuery query, Predicate<TraceView> visitor);

  /** Forgets everything, also in the files. */
  void clear();

  /** How full the store is. */
  StoreStats stats();

  /**
   * Tells a listener of every trace that has got spans, on the thread that brought them and after
   * they can be found; it must return at once and must not throw.
   *
   * @return closing it ends the telling
   */
  Subscription listen(Listener listener);

  /** Writes down what has to be, and gives files back. */
  @Override
  void close();

  /** Is told of traces that have got spans. */
  @FunctionalInterface
  interface Listener {
    /** These traces have got spans; each is named once. */
    void changed(List<TraceId> traces);
  }

  /** Ends the telling when closed. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
