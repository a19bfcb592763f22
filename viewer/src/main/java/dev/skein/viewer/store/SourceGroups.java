package dev.skein.viewer.store;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.stream.IntStream;

/**
 * An order of spans in which some of one resource stand together, and among these some of one
 * source, so that what they come from is written once for all of them. Immutable.
 */
final class SourceGroups {
  private final SpanBytes spans;
  private final int[] order;

  private SourceGroups(SpanBytes spans, int[] order) {
    this.spans = spans;
    this.order = order;
  }

  /** The order that the spans have already; what comes again is written again. */
  static SourceGroups inOrder(SpanBytes spans) {
    return new SourceGroups(spans, IntStream.range(0, spans.size()).toArray());
  }

  /** The order in which each resource comes once, as does each source, if equal ones are one. */
  static SourceGroups of(SpanBytes spans) {
    // by identity: what is sent cannot choose it
    IdentityHashMap<Source, Integer> sources = new IdentityHashMap<>();
    IdentityHashMap<byte[], Integer> resources = new IdentityHashMap<>();
    IntList resourceOf = new IntList();
    int[] sourceOf = new int[spans.size()];
    for (int span = 0; span < sourceOf.length; span++) {
      Source source = spans.source(span);
      Integer known = sources.putIfAbsent(source, sources.size());
      sourceOf[span] = known != null ? known : sources.size() - 1;
      if (known == null) {
        Integer resource = resources.putIfAbsent(source.resource(), resources.size());
        resourceOf.add(resource != null ? resource : resources.size() - 1);
      }
    }
    int[] rank = new int[sources.size()];
    int[] sourceOrder = sorted(resourceOf.toArray(), resources.size());
    for (int place = 0; place < rank.length; place++) {
      rank[sourceOrder[place]] = place;
    }
    return new SourceGroups(
        spans, sorted(Arrays.stream(sourceOf).map(source -> rank[source]).toArray(), rank.length));
  }

  /** The order of some items by their keys; those of one key stay in their order. */
  private static int[] sorted(int[] keys, int limit) {
    int[] places = new int[limit + 1];
    for (int key : keys) {
      places[key + 1]++;
    }
    for (int key = 0; key < limit; key++) {
      places[key + 1] += places[key];
    }
    int[] order = new int[keys.length];
    for (int item = 0; item < keys.length; item++) {
      order[places[keys[item]]++] = item;
    }
    return order;
  }

  /** The span at a place of the order. */
  int span(int place) {
    return order[place];
  }

  /** Where the spans of one source end that a place belongs to, at most a limit. */
  int end(int place, int limit) {
    Source source = spans.source(order[place]);
    int end = place + 1;
    while (end < limit && source.equals(spans.source(order[end]))) {
      end++;
    }
    return end;
  }

  /** Where the spans of one resource end that a place belongs to, at most a limit. */
  int endOfResource(int place, int limit) {
    byte[] resource = spans.source(order[place]).resource();
    int end = place + 1;
    while (end < limit && Arrays.equals(resource, spans.source(order[end]).resource())) {
      end++;
    }
    return end;
  }
}
