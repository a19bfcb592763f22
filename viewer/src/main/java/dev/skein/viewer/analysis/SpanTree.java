package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The spans of a trace as a tree in arrays, in tree order: a parent before its children, children
 * by their start, the descendants of a span directly after it. The order does not depend on that in
 * which the spans came. Nothing here recurses, so that a chain of any length can be read.
 */
final class SpanTree {
  private static final int NONE = ParentIndex.NONE;

  /** Of spans that start together, the longer one is likelier to hold the other; then anything. */
  private static final Comparator<SpanData> ORDER =
      Comparator.comparingLong(SpanTimes::start)
          .thenComparing(Comparator.comparingLong(SpanTimes::duration).reversed())
          .thenComparing(span -> Roles.receives(span.kind()))
          .thenComparing(SpanData::spanId)
          .thenComparing(SpanData::kind)
          .thenComparing(SpanData::name)
          .thenComparing(Processes::service)
          .thenComparing(SpanData::parentSpanId)
          .thenComparing(SpanData::statusCode)
          .thenComparing(SpanData::endEpochNanos);

  final List<SpanData> spans;
  final int[] parents;
  final int[] depths;
  final int[] childCounts;
  final int[] descendantCounts;
  final boolean[] missing;
  final long[] starts;
  final long[] durations;
  final long[] skews;

  /** The earliest start, in nanoseconds since 1970. */
  final long startEpochNanos;

  private SpanTree(Draft draft, int[] order) {
    int size = order.length;
    List<SpanData> ordered = new ArrayList<>(size);
    int[] places = new int[size];
    parents = new int[size];
    depths = new int[size];
    childCounts = new int[size];
    descendantCounts = new int[size];
    missing = new boolean[size];
    starts = new long[size];
    durations = new long[size];
    skews = new long[size];
    long earliest = Long.MAX_VALUE;
    for (int place = 0; place < size; place++) {
      int span = order[place];
      places[span] = place;
      ordered.add(draft.spans.get(span));
      int parent = draft.parents[span];
      parents[place] = parent == NONE ? NONE : places[parent];
      if (parent != NONE) {
        depths[place] = depths[parents[place]] + 1;
        childCounts[parents[place]]++;
      }
      missing[place] = draft.missing[span];
      starts[place] = draft.starts[span];
      durations[place] = draft.durations[span];
      skews[place] = draft.skews[span];
      earliest = Math.min(earliest, starts[place]);
    }
    spans = List.copyOf(ordered);
    startEpochNanos = earliest;
    for (int place = size - 1; place >= 0; place--) {
      starts[place] -= earliest;
      if (parents[place] != NONE) {
        descendantCounts[parents[place]] += descendantCounts[place] + 1;
      }
    }
  }

  /**
   * The tree of some spans.
   *
   * @throws IllegalArgumentException if there are none
   */
  static SpanTree of(List<SpanData> spans) {
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("no spans");
    }
    List<SpanData> sorted = new ArrayList<>(spans);
    sorted.sort(ORDER);
    Draft draft = new Draft(sorted);
    draft.correct();
    return new SpanTree(draft, draft.treeOrder());
  }

  int size() {
    return parents.length;
  }

  /** The first child of a span; {@link ParentIndex#NONE} if it has none. */
  int firstChild(int span) {
    return childCounts[span] == 0 ? NONE : span + 1;
  }

  /** The next child of the same parent; {@link ParentIndex#NONE} after the last one. */
  int nextSibling(int span) {
    int next = span + descendantCounts[span] + 1;
    return next < size() && parents[next] == parents[span] && depths[next] == depths[span]
        ? next
        : NONE;
  }

  /** When a span ended, in nanoseconds since the trace's start. */
  long end(int span) {
    return starts[span] + durations[span];
  }

  /** The spans in the order of their starts, while their times and places are worked out. */
  private static final class Draft {
    final List<SpanData> spans;
    final int[] parents;
    final boolean[] missing;
    final long[] starts;
    final long[] durations;
    final long[] skews;
    private final Processes processes = new Processes();

    Draft(List<SpanData> spans) {
      this.spans = spans;
      ParentIndex index = new ParentIndex(spans, processes);
      this.parents = index.parents;
      this.missing = index.missing;
      this.starts = spans.stream().mapToLong(SpanTimes::start).toArray();
      this.durations = spans.stream().mapToLong(SpanTimes::duration).toArray();
      this.skews = new long[spans.size()];
    }

    /** Works out when spans really ran, each after its parent. */
    void correct() {
      boolean zeroIsUnset = SpanTimes.zeroIsUnset(starts[starts.length - 1]);
      long earliest = Arrays.stream(starts).filter(start -> start > 0).findFirst().orElse(0);
      for (int span : preorder(inOrder())) {
        int parent = parents[span];
        if (zeroIsUnset && starts[span] == 0) {
          starts[span] = parent == NONE ? earliest : starts[parent];
          // an end without a start says nothing of a duration
          durations[span] = 0;
          skews[span] = parent != NONE && sameClock(span, parent) ? skews[parent] : 0;
        } else if (parent != NONE) {
          move(span, parent);
        }
      }
    }

    private boolean sameClock(int span, int parent) {
      return processes.of(spans.get(span)) == processes.of(spans.get(parent));
    }

    private void move(int span, int parent) {
      long shift =
          sameClock(span, parent)
              ? skews[parent]
              : ClockSkew.shift(
                  spans.get(parent),
                  starts[parent],
                  durations[parent],
                  spans.get(span),
                  starts[span],
                  durations[span]);
      long moved = starts[span] + shift;
      // beyond either end of time, where only absurd times can be moved
      if (moved < 0) {
        moved = shift < 0 ? 0 : Long.MAX_VALUE;
      }
      moved = Math.min(moved, Long.MAX_VALUE - durations[span]);
      skews[span] = moved - starts[span];
      starts[span] = moved;
    }

    int[] treeOrder() {
      int[] order = inOrder();
      Integer[] sorted = Arrays.stream(order).boxed().toArray(Integer[]::new);
      // stable: equal starts stay in the order of the spans
      Arrays.sort(sorted, Comparator.comparingLong(span -> starts[span]));
      for (int i = 0; i < order.length; i++) {
        order[i] = sorted[i];
      }
      return preorder(order);
    }

    private int[] inOrder() {
      int[] order = new int[spans.size()];
      Arrays.setAll(order, i -> i);
      return order;
    }

    /** The spans in tree order, siblings in the given order. */
    private int[] preorder(int[] order) {
      int[] next = new int[order.length];
      int[] first = new int[order.length];
      Arrays.fill(first, NONE);
      int roots = NONE;
      for (int i = order.length - 1; i >= 0; i--) {
        int span = order[i];
        int parent = parents[span];
        next[span] = parent == NONE ? roots : first[parent];
        if (parent == NONE) {
          roots = span;
        } else {
          first[parent] = span;
        }
      }
      int[] result = new int[order.length];
      int[] pending = new int[order.length + 1];
      int depth = 0;
      pending[0] = roots;
      for (int i = 0; i < result.length; i++) {
        while (pending[depth] == NONE) {
          depth--;
        }
        int span = pending[depth];
        result[i] = span;
        pending[depth] = next[span];
        pending[++depth] = first[span];
      }
      return result;
    }
  }
}
