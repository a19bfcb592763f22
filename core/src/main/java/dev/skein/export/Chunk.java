package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.spool.SpoolRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A sealed buffer, or a part of one that had to be split: spans one after the other, each framed as
 * {@code ScopeSpans.spans}. Immutable once it was handed over, but for what the delivery notes
 * while it holds its lock.
 */
final class Chunk {
  /** What a chunk takes on the heap beside its bytes: itself, an array header, a queue node. */
  static final int OVERHEAD = 80;

  final byte[] bytes;
  final int offset;
  final int length;
  final int spans;

  /** What was reserved for the whole chunk, to be released when all its spans are settled. */
  final long reserved;

  /** The chunk that this one is a part of; itself if it is none. */
  final Chunk whole;

  /** Flushes that had begun when the chunk was taken over; chunks of two never share a batch. */
  int epoch;

  /** Parts of this whole that are not settled; the memory is theirs together. */
  int parts = 1;

  /** Where it was read from the spool, which keeps it until it is settled; null: only here. */
  final @Nullable SpoolRecord record;

  /** The next of those that are settled and not acknowledged. */
  @Nullable Chunk nextSettled;

  private final @Nullable SpareChunks spares;

  /**
   * Creates a chunk.
   *
   * @param spares where its array may go when nobody needs it any more; null for nowhere
   */
  Chunk(byte[] bytes, int length, int spans, long reserved, @Nullable SpareChunks spares) {
    this.bytes = bytes;
    this.offset = 0;
    this.length = length;
    this.spans = spans;
    this.reserved = reserved;
    this.record = null;
    this.spares = spares;
    this.whole = this;
  }

  /** Creates a chunk of what was read from the spool. */
  Chunk(SpoolRecord record, long reserved) {
    this.bytes = record.bytes();
    this.offset = 0;
    this.length = bytes.length;
    this.spans = record.spans();
    this.reserved = reserved;
    this.record = record;
    this.spares = null;
    this.whole = this;
  }

  private Chunk(Chunk whole, int offset, int length, int spans) {
    this.bytes = whole.bytes;
    this.offset = offset;
    this.length = length;
    this.spans = spans;
    this.reserved = 0;
    this.record = whole.record;
    this.spares = null;
    this.whole = whole;
    this.epoch = whole.epoch;
  }

  /**
   * Two chunks with half of the spans each, to be settled instead of this one. They share its
   * array.
   *
   * @return empty when there is only one span, or when the bytes are not framed as they should be
   */
  List<Chunk> halves() {
    int half = spans >> 1;
    int at = offset;
    int end = offset + length;
    for (int i = 0; i < half && at >= 0; i++) {
      at = Framing.skip(bytes, at, end);
    }
    if (half == 0 || at < 0 || at == end) {
      return List.of();
    }
    List<Chunk> halves = new ArrayList<>(2);
    halves.add(new Chunk(whole, offset, at - offset, half));
    halves.add(new Chunk(whole, at, end - at, spans - half));
    return halves;
  }

  /** Whether an earlier process left it in the spool. */
  boolean recovered() {
    return record != null && record.recovered();
  }

  /** Gives the array to a chunk to come. Only for a caller who knows that nobody reads it. */
  void recycle() {
    if (spares != null) {
      spares.giveBack(bytes);
    }
  }
}
