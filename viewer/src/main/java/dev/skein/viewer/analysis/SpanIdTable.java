package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.viewer.store.Hashing;
import dev.skein.viewer.store.TraceView;
import java.util.Arrays;

/**
 * Finds the parents of the spans of one trace after the other by their ids, without reading them; a
 * service is taken for a process. Not thread-safe; it is used again, so that half a million spans
 * leave nothing behind.
 */
final class SpanIdTable extends ParentRule {
  /** Whoever sends spans chooses their ids, but not where they come to stand. */
  private static final Hashing HASHING = new Hashing();

  private int[] slots = new int[64];
  private int[] nextOfId = new int[32];
  private int mask;
  private TraceView view;

  SpanIdTable(TraceView view) {
    this.view = view;
    read(view);
  }

  /** Goes on to another trace. */
  void read(TraceView view) {
    this.view = view;
    int size = view.size();
    if (nextOfId.length < size) {
      nextOfId = new int[Math.max(size, nextOfId.length * 2)];
    }
    int capacity = Math.max(64, Integer.highestOneBit(Math.max(1, size)) * 4);
    if (slots.length < capacity) {
      slots = new int[capacity];
    }
    mask = capacity - 1;
    Arrays.fill(slots, 0, capacity, NONE);
    for (int span = size - 1; span >= 0; span--) {
      int slot = slot(view.spanId(span));
      nextOfId[span] = slots[slot];
      slots[slot] = span;
    }
  }

  /** The slot that holds spans of that id, or the free one where they would be. */
  private int slot(long spanId) {
    int slot = HASHING.of(0, spanId) & mask;
    while (slots[slot] != NONE && view.spanId(slots[slot]) != spanId) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @Override
  int firstOfSameId(int span) {
    return slots[slot(view.spanId(span))];
  }

  @Override
  int firstOfParentId(int span) {
    long parentId = view.parentSpanId(span);
    return parentId == 0 || parentId == view.spanId(span) ? NONE : slots[slot(parentId)];
  }

  @Override
  int nextOfId(int span) {
    return nextOfId[span];
  }

  @Override
  SpanKind kind(int span) {
    return view.kind(span);
  }

  @Override
  int nearness(int span, int other) {
    return view.service(span).equals(view.service(other)) ? 1 : 0;
  }
}
