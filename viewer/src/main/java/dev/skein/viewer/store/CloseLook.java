package dev.skein.viewer.store;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * Looks at the bytes of spans that seem to meet the conditions of a query on attributes. What a
 * resource meets is found out once for all of its spans: it may be much larger than they are. For
 * one thread; needs no lock.
 */
final class CloseLook {
  private final List<AttributeTerm> terms;
  private final IdentityHashMap<byte[], boolean[]> resources = new IdentityHashMap<>();

  CloseLook(TraceQuery query) {
    terms = query.attributes();
  }

  /** Whether a span or its resource meets each of the conditions. */
  boolean meetsAll(SpanBytes spans, int span) {
    boolean[] met = resources.computeIfAbsent(spans.source(span).resource(), this::termsOf);
    for (int term = 0; term < met.length; term++) {
      if (!met[term] && !EncodedAttributes.spanMeets(spans, span, terms.get(term))) {
        return false;
      }
    }
    return true;
  }

  private boolean[] termsOf(byte[] resource) {
    boolean[] met = new boolean[terms.size()];
    for (int term = 0; term < met.length; term++) {
      met[term] = EncodedAttributes.resourceMeets(resource, terms.get(term));
    }
    return met;
  }
}
