package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the parent of each span. Spans are given in a fixed order, and are named by their place in
 * it.
 *
 * <p>Where parents go round in a circle, the span that began first becomes a root.
 */
final class ParentIndex extends ParentRule {
  private final List<SpanData> spans;
  private final Processes processes;
  private final Map<String, Integer> firstOfId = new HashMap<>();
  private final int[] nextOfId;

  /** The parent of each span; {@link #NONE} where a tree begins. */
  final int[] parents;

  /** Whether a span names a parent that is not here, or cannot be its parent. */
  final boolean[] missing;

  ParentIndex(List<SpanData> spans, Processes processes) {
    this.spans = spans;
    this.processes = processes;
    this.nextOfId = new int[spans.size()];
    this.parents = new int[spans.size()];
    this.missing = new boolean[spans.size()];
    for (int span = spans.size() - 1; span >= 0; span--) {
      Integer next = firstOfId.put(spans.get(span).spanId(), span);
      nextOfId[span] = next == null ? NONE : next;
    }
    for (int span = 0; span < parents.length; span++) {
      parents[span] = parent(span);
      missing[span] = parents[span] == NONE && !spans.get(span).isRoot();
    }
    breakCycles();
  }

  @Override
  int firstOfSameId(int span) {
    return firstOfId.getOrDefault(spans.get(span).spanId(), NONE);
  }

  @Override
  int firstOfParentId(int span) {
    SpanData data = spans.get(span);
    return data.isRoot() || data.parentSpanId().equals(data.spanId())
        ? NONE
        : firstOfId.getOrDefault(data.parentSpanId(), NONE);
  }

  @Override
  int nextOfId(int span) {
    return nextOfId[span];
  }

  @Override
  SpanKind kind(int span) {
    return spans.get(span).kind();
  }

  @Override
  int nearness(int span, int other) {
    SpanData data = spans.get(span);
    SpanData otherData = spans.get(other);
    if (processes.of(data) == processes.of(otherData)) {
      return 2;
    }
    return Processes.service(data).equals(Processes.service(otherData)) ? 1 : 0;
  }

  /** Follows each chain of parents up to where somebody has been before. */
  private void breakCycles() {
    int[] walks = new int[parents.length];
    Arrays.fill(walks, NONE);
    for (int walk = 0; walk < parents.length; walk++) {
      int span = walk;
      while (span != NONE && walks[span] == NONE) {
        walks[span] = walk;
        span = parents[span];
      }
      if (span != NONE && walks[span] == walk) {
        breakCycle(span);
      }
    }
  }

  private void breakCycle(int member) {
    int first = member;
    for (int span = parents[member]; span != member; span = parents[span]) {
      first = Math.min(first, span);
    }
    parents[first] = NONE;
    missing[first] = true;
  }
}
