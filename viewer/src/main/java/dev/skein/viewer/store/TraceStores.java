package dev.skein.viewer.store;

/** Makes stores. */
public final class TraceStores {
  private TraceStores() {}

  /**
   * A store whose traces are gone when the process ends.
   *
   * @param maxSpans the most spans it holds; at least 1
   * @param maxBytes the most bytes of memory it takes; at least 1 MiB
   */
  public static TraceStore inMemory(long maxSpans, long maxBytes) {
    if (maxSpans < 1) {
      throw new IllegalArgumentException("the most spans of a store: at least 1, not " + maxSpans);
    }
    if (maxBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "the most bytes of a store: at least 1 MiB (1048576), not " + maxBytes);
    }
    return new MemoryTraceStore(maxSpans, maxBytes);
  }
}
