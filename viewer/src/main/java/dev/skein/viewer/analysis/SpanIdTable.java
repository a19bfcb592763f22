package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.viewer.store.TraceView;
import java.util.Arrays;

/**
 * Finds the parents of the spans of one trace after the other by their ids, without reading them;
 * the rules are those of {@link ParentIndex}, but that a service is taken for a process. Not
 * thread-safe; it is used again, so that half a million spans leave nothing behind.
 */
final class SpanIdTable {
  static final int NONE = -1;

  private static final int MAX_SHARING = 8;

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
    int slot = (int) ((spanId * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != NONE && view.spanId(slots[slot]) != spanId) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The parent of a span; {@link #NONE} if it has none or that is not here. */
  int parent(int span) {
    int sender = sender(span);
    if (sender != NONE) {
      return sender;
    }
    long parentId = view.parentSpanId(span);
    return parentId == 0 || parentId == view.spanId(span) ? NONE : closest(span, parentId);
  }

  private int sender(int span) {
    SpanKind kind = view.kind(span);
    if (kind != SpanKind.SERVER && kind != SpanKind.CONSUMER) {
      return NONE;
    }
    SpanKind wanted = kind == SpanKind.SERVER ? SpanKind.CLIENT : SpanKind.PRODUCER;
    int searched = 0;
    for (int other = slots[slot(view.spanId(span))];
        other != NONE && searched < MAX_SHARING;
        other = nextOfId[other]) {
      if (view.kind(other) == wanted) {
        return other;
      }
      searched++;
    }
    return NONE;
  }

  private int closest(int span, long parentId) {
    int closest = slots[slot(parentId)];
    if (closest == NONE || nextOfId[closest] == NONE) {
      return closest;
    }
    int best = -1;
    int searched = 0;
    for (int other = closest; other != NONE && searched < MAX_SHARING; other = nextOfId[other]) {
      int closeness = view.service(other).equals(view.service(span)) ? 2 : 0;
      if (view.kind(other) == SpanKind.SERVER || view.kind(other) == SpanKind.CONSUMER) {
        closeness++;
      }
      if (closeness > best) {
        closest = other;
        best = closeness;
      }
      searched++;
    }
    return closest;
  }
}
