package dev.skein.viewer.store;

import dev.skein.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query on its way through the columns. It finds the traces that are meant, and hardly any other:
 * attributes are compared by their hashes, so that a {@link Match} has to be confirmed. For one
 * thread, under the store's lock.
 */
final class TraceFilter {
  private static final int FEW = 16;

  private final TraceQuery query;
  private final TraceTable table;
  private final char[] terms;
  private final SourceFilter sources;
  private final NameFilter names;
  private final boolean anySpan;

  /** Reused. */
  private final IntList parents = new IntList();

  TraceFilter(TraceQuery query, TraceTable table) {
    this.query = query;
    this.table = table;
    this.terms = SourceFilter.termsOf(query.attributes());
    this.sources = new SourceFilter(query, terms, table.sources());
    this.names = new NameFilter(query, table.names());
    this.anySpan =
        query.service() == null
            && query.caller() == null
            && names.takesAll()
            && query.status() != TraceQuery.Status.ERROR
            && query.minDurationNanos() <= 0
            && query.maxDurationNanos() == Long.MAX_VALUE
            && query.attributes().isEmpty();
  }

  /**
   * Looks at traces, from one back to older ones, until some spans have been looked at.
   *
   * @param from the sequence of the first; traces that are gone, or have not come, are passed over
   * @return the sequence to go on from; negative if there is none
   */
  long slice(long from, int spans, List<Match> matches) {
    if (names.takesNone() || sources.takesNone()) {
      return -1;
    }
    TraceRing traces = table.traces();
    long end = Math.min(traces.tail(), Math.max(0, query.beforeSequence()));
    long sequence = Math.min(from, end - 1);
    for (int left = spans; sequence >= traces.head(); sequence--) {
      if (left <= 0) {
        return sequence;
      }
      int slot = TraceRing.slot(sequence);
      left -= Math.max(1, traces.page(slot).spans[TraceRing.index(slot)]);
      Match match = match(slot);
      if (match != null) {
        matches.add(match);
      }
    }
    return -1;
  }

  /** A trace that is here, if it seems to be meant. */
  @Nullable Match match(int slot) {
    TraceRing.Page page = table.traces().page(slot);
    int index = TraceRing.index(slot);
    if (table.traces().sequence(slot) >= query.beforeSequence()
        || !meets(page, index)
        || !mayHaveCaller(page.first[index])) {
      return null;
    }
    if (anySpan) {
      return new Match(StoredTrace.of(table, slot), null);
    }
    IntList candidates = candidates(page.first[index]);
    return candidates == null
        ? null
        : new Match(StoredTrace.of(table, slot), query.attributes().isEmpty() ? null : candidates);
  }

  private boolean meets(TraceRing.Page page, int index) {
    return page.spans[index] > 0
        && Long.compareUnsigned(page.start[index], query.fromEpochNanos()) >= 0
        && (query.toEpochNanos() == Long.MAX_VALUE
            || Long.compareUnsigned(page.start[index], query.toEpochNanos()) < 0)
        && isWithin(page.end[index] - page.start[index])
        && (query.status() == null
            || (query.status() == TraceQuery.Status.OK) == (page.errors[index] == 0));
  }

  /** Looks at all spans one after the other, before parents are looked up. */
  private boolean mayHaveCaller(int first) {
    if (query.caller() == null) {
      return true;
    }
    BlockRing blocks = table.blocks();
    for (int at = first; at >= 0; at = blocks.block(at).next[BlockRing.slot(at)]) {
      if (sources.isCaller(blocks.block(at).source[BlockRing.slot(at)])) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithin(long total) {
    return total >= query.minTotalNanos() && total <= query.maxTotalNanos();
  }

  /** The spans of a trace that seem to meet all conditions; the first will do if it is certain. */
  private @Nullable IntList candidates(int first) {
    IntList found = null;
    BlockRing blocks = table.blocks();
    int span = 0;
    for (int at = first; at >= 0; span++) {
      SpanBlock block = blocks.block(at);
      int i = BlockRing.slot(at);
      if (meets(block, i)) {
        found = found == null ? new IntList() : found;
        found.add(span);
        if (terms.length == 0) {
          return found;
        }
      }
      at = block.next[i];
    }
    return found;
  }

  private boolean meets(SpanBlock block, int i) {
    long duration = block.duration[i];
    return duration >= query.minDurationNanos()
        && duration <= query.maxDurationNanos()
        && (query.status() != TraceQuery.Status.ERROR || block.error(i))
        && (query.service() == null || sources.isService(block.source[i]))
        && (names.takesAll() || names.takes(block.name[i]))
        && (terms.length == 0 || seemsToHave(block, i))
        && (query.caller() == null || isCalled(block, i));
  }

  private boolean seemsToHave(SpanBlock block, int i) {
    long ofResource = sources.terms(block.source[i]);
    for (int term = 0; term < terms.length; term++) {
      if ((ofResource >>> term & 1) == 0
          && !Terms.contain(block.terms, block.termsStart(i), block.termsEnd(i), terms[term])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the span's parent is of the service that is asked for. The parent of a server's half of
   * a shared span is the client's half; of two with the parent's id it is that of the own service.
   */
  private boolean isCalled(SpanBlock block, int i) {
    int slot = block.trace[i];
    if (block.kind(i) == SpanKind.SERVER.otlpNumber()) {
      spans(slot, block.spanId[i]);
      for (int p = 0; p < parents.size(); p++) {
        int parent = parents.get(p);
        SpanBlock other = table.blocks().block(parent);
        if (other.kind(BlockRing.slot(parent)) == SpanKind.CLIENT.otlpNumber()) {
          return sources.isCaller(other.source[BlockRing.slot(parent)]);
        }
      }
    }
    if (block.parentSpanId[i] == 0 || block.parentSpanId[i] == block.spanId[i]) {
      return false;
    }
    spans(slot, block.parentSpanId[i]);
    return anyCaller(table.sources().origin(block.source[i]).serviceNumber);
  }

  /** Looks spans up by their id: few one after the other, as they stand together mostly. */
  private void spans(int slot, long id) {
    TraceRing.Page page = table.traces().page(slot);
    int index = TraceRing.index(slot);
    if (page.spans[index] > FEW) {
      table.spans(slot, id, parents);
      return;
    }
    parents.clear();
    BlockRing blocks = table.blocks();
    for (int at = page.first[index]; at >= 0; ) {
      SpanBlock block = blocks.block(at);
      if (block.spanId[BlockRing.slot(at)] == id) {
        parents.add(at);
      }
      at = block.next[BlockRing.slot(at)];
    }
  }

  private boolean anyCaller(int ownService) {
    boolean found = false;
    for (int p = 0; p < parents.size(); p++) {
      int at = parents.get(p);
      int source = table.blocks().block(at).source[BlockRing.slot(at)];
      if (table.sources().origin(source).serviceNumber == ownService) {
        return sources.isCaller(source);
      }
      found |= sources.isCaller(source);
    }
    return found;
  }

  /**
   * A trace that a filter has found.
   *
   * @param trace what it was then
   * @param candidates the spans that seem to meet the conditions; null if one does for certain
   */
  record Match(StoredTrace trace, @Nullable IntList candidates) {
    /** Whether the trace is meant indeed; needs no lock. */
    boolean isConfirmed(CloseLook look) {
      if (candidates == null) {
        return true;
      }
      for (int i = 0; i < candidates.size(); i++) {
        if (look.meetsAll(trace, candidates.get(i))) {
          return true;
        }
      }
      return false;
    }
  }
}
