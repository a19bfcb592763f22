package dev.skein.export;

import dev.skein.internal.Nullable;

/**
 * A sealed buffer: spans one after the other, each framed as {@code ScopeSpans.spans}. Immutable
 * once it was handed over, but for the epoch, which the delivery sets while it holds its lock.
 */
final class Chunk {
  /** What a chunk takes on the heap beside its bytes: itself, an array header, a queue node. */
  static final int OVERHEAD = 80;

  final byte[] bytes;
  final int length;
  final int spans;

  /** What was reserved for this chunk, to be released when its spans are settled. */
  final long reserved;

  /** Flushes that had begun when the chunk was taken over; chunks of two never share a batch. */
  int epoch;

  private final @Nullable SpareChunks spares;

  /**
   * Creates a chunk.
   *
   * @param spares where its array may go when nobody needs it any more; null for nowhere
   */
  Chunk(byte[] bytes, int length, int spans, long reserved, @Nullable SpareChunks spares) {
    this.bytes = bytes;
    this.length = length;
    this.spans = spans;
    this.reserved = reserved;
    this.spares = spares;
  }

  /** Gives the array to a chunk to come. Only for a caller who knows that nobody reads it. */
  void recycle() {
    if (spares != null) {
      spares.giveBack(bytes);
    }
  }
}
