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
 * <p>Ids should be unique, but Zipkin's clients give both sides of a call one id. Then the
 * receiving side becomes the child of the sending one, and a span below that id is given to the
 * side of its own process, else of its own service, else to the receiving side, which is where work
 * is done.
 *
 * <p>Where parents go round in a circle, the span that began first becomes a root.
 */
final class ParentIndex {
  static final int NONE = -1;

  /** More spans than that with one id are no two sides of a call, and are not searched through. */
  private static final int MAX_SHARING = 8;

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
    }
    breakCycles();
  }

  private int parent(int span) {
    SpanData data = spans.get(span);
    int sender = sender(span);
    if (sender != NONE) {
      return sender;
    }
    if (data.isRoot()) {
      return NONE;
    }
    int parent = data.parentSpanId().equals(data.spanId()) ? NONE : closest(span);
    missing[span] = parent == NONE;
    return parent;
  }

  /** The other side of a call whose receiving side this is. */
  private int sender(int span) {
    SpanKind kind = spans.get(span).kind();
    if (kind != SpanKind.SERVER && kind != SpanKind.CONSUMER) {
      return NONE;
    }
    SpanKind wanted = kind == SpanKind.SERVER ? SpanKind.CLIENT : SpanKind.PRODUCER;
    int searched = 0;
    for (int other = first(spans.get(span).spanId());
        other != NONE && searched < MAX_SHARING;
        other = nextOfId[other]) {
      if (spans.get(other).kind() == wanted) {
        return other;
      }
      searched++;
    }
    return NONE;
  }

  private int closest(int span) {
    int closest = NONE;
    int best = -1;
    int searched = 0;
    for (int other = first(spans.get(span).parentSpanId());
        other != NONE && searched < MAX_SHARING;
        other = nextOfId[other]) {
      int closeness = closeness(spans.get(span), spans.get(other));
      if (closeness > best) {
        closest = other;
        best = closeness;
      }
      searched++;
    }
    return closest;
  }

  private int closeness(SpanData span, SpanData parent) {
    SpanKind kind = parent.kind();
    int closeness = kind == SpanKind.SERVER || kind == SpanKind.CONSUMER ? 1 : 0;
    if (processes.of(span) == processes.of(parent)) {
      return closeness + 4;
    }
    return Processes.service(span).equals(Processes.service(parent)) ? closeness + 2 : closeness;
  }

  private int first(String spanId) {
    Integer first = firstOfId.get(spanId);
    return first == null ? NONE : first;
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
