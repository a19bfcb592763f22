package dev.skein.viewer.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An order of spans in which some of one source stand together, so that what they come from is
 * written once for all of them. Immutable.
 */
final class SourceGroups {
  private final SpanBytes spans;
  private final int[] order;

  private SourceGroups(SpanBytes spans, int[] order) {
    this.spans = spans;
    this.order = order;
  }

  /** The order that the spans have already; a source that comes again is written again. */
  static SourceGroups inOrder(SpanBytes spans) {
    return new SourceGroups(spans, IntStream.range(0, spans.size()).toArray());
  }

  /** The order in which each source comes once. */
  static SourceGroups of(SpanBytes spans) {
    int size = spans.size();
    Map<Source, Integer> numbers = new HashMap<>();
    List<int[]> counts = new ArrayList<>();
    int[] numberOf = new int[size];
    Source last = null;
    int number = -1;
    for (int span = 0; span < size; span++) {
      Source source = spans.source(span);
      if (!source.equals(last)) {
        number = numbers.computeIfAbsent(source, any -> counts.size());
        if (number == counts.size()) {
          counts.add(new int[1]);
        }
        last = source;
      }
      numberOf[span] = number;
      counts.get(number)[0]++;
    }
    return new SourceGroups(spans, sorted(numberOf, counts));
  }

  private static int[] sorted(int[] numberOf, List<int[]> counts) {
    int start = 0;
    for (int[] count : counts) {
      int length = count[0];
      count[0] = start;
      start += length;
    }
    int[] order = new int[numberOf.length];
    for (int span = 0; span < order.length; span++) {
      order[counts.get(numberOf[span])[0]++] = span;
    }
    return order;
  }

  /** The span at a place of the order. */
  int span(int place) {
    return order[place];
  }

  /** Where the group that a place belongs to ends, at most a limit. */
  int end(int place, int limit) {
    Source source = spans.source(order[place]);
    int end = place + 1;
    while (end < limit && source.equals(spans.source(order[end]))) {
      end++;
    }
    return end;
  }
}
