package dev.skein.viewer.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of sources, found out once for each origin of them. For one thread, under the
 * store's lock; sources may come and go between two uses.
 */
final class SourceFilter {
  /** Conditions on attributes whose result is remembered; bits of a state. */
  static final int MAX_TERMS = 60;

  private static final long SERVICE = 1L << 62;
  private static final long CALLER = 1L << 61;

  private final @Nullable String service;
  private final @Nullable String caller;
  private final char[] terms;
  private final Sources sources;
  private Origins.@Nullable Origin[] seen = new Origins.Origin[0];
  private long[] states = new long[0];

  SourceFilter(TraceQuery query, char[] terms, Sources sources) {
    this.service = query.service();
    this.caller = query.caller();
    this.terms = terms;
    this.sources = sources;
  }

  /** Whether no source is meant. */
  boolean takesNone() {
    return (service != null && !sources.has(service)) || (caller != null && !sources.has(caller));
  }

  /** Whether it is of the service that is asked for. */
  boolean isService(int source) {
    return (state(source) & SERVICE) != 0;
  }

  /** Whether it is of the service that has to have called. */
  boolean isCaller(int source) {
    return (state(source) & CALLER) != 0;
  }

  /** The terms, as bits, that its resource seems to meet. */
  long terms(int source) {
    return state(source);
  }

  @SuppressWarnings("ReferenceEquality") // another one has come in the place of one that is gone
  private long state(int source) {
    int number = sources.entry(source).origin;
    Origins.Origin origin = sources.origin(source);
    if (number >= states.length) {
      seen = Arrays.copyOf(seen, sources.originLimit());
      states = Arrays.copyOf(states, sources.originLimit());
    }
    if (seen[number] != origin) {
      seen[number] = origin;
      states[number] = stateOf(origin);
    }
    return states[number];
  }

  private long stateOf(Origins.Origin origin) {
    long state = origin.service.equals(service) ? SERVICE : 0;
    state |= origin.service.equals(caller) ? CALLER : 0;
    for (int i = 0; i < terms.length; i++) {
      if (Terms.contain(origin.terms, 0, origin.terms.length, terms[i])) {
        state |= 1L << i;
      }
    }
    return state;
  }

  /** The terms of some conditions, as many as are remembered. */
  static char[] termsOf(List<AttributeTerm> conditions) {
    return Terms.of(conditions.stream().limit(MAX_TERMS).mapToInt(AttributeTerm::hash).toArray());
  }
}
