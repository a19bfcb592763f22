package dev.skein.benchmarks;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject's spans go: to a sink by HTTP, or nowhere, being counted and forgotten.
 * Thread-safe.
 */
public final class Destination {
  private final @Nullable URI sink;
  private final AtomicLong discarded = new AtomicLong();

  private Destination(@Nullable URI sink) {
    this.sink = sink;
  }

  /** Spans are taken from the subject's queue and forgotten. */
  public static Destination discarding() {
    return new Destination(null);
  }

  /**
   * Spans are sent to a sink.
   *
   * @param sink its root: what follows it depends on the protocol
   */
  public static Destination sink(URI sink) {
    return new Destination(sink);
  }

  /** The spans that were taken and forgotten. */
  public long discarded() {
    return discarded.get();
  }

  void discard(int spans) {
    discarded.addAndGet(spans);
  }

  /** The sink's URL for a path; null when there is no sink. */
  @Nullable URI resolve(String path) {
    return sink == null ? null : sink.resolve(path);
  }
}
