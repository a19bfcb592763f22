package dev.skein.viewer.store;

import org.jspecify.annotations.Nullable;

/**
 * The spans that are held and all that finds them. One thread changes it while no other reads it;
 * otherwise any number of threads may read it.
 */
final class TraceTable {
  /** The most bytes of one trace, so that an array can hold it in any form. */
  private static final long MAX_TRACE_BYTES = 512 << 20;

  /** What a span takes beside its bytes, name and terms. */
  private static final int SPAN_OVERHEAD = 80;

  private static final int NONE = -1;

  private final long maxSpans;
  private final long maxBytes;
  private final Hashing hashing = new Hashing();
  private final BlockRing blocks;
  private final TraceRing traces;
  private final HashIndex traceIndex = new HashIndex();
  private final HashIndex spanIndex = new HashIndex();
  private final Names names = new Names(hashing);
  private final Sources sources = new Sources(hashing);

  private Journal journal = Journal.NONE;
  private long batchStart;

  private long traceCount;
  private long spanCount;
  private long added;
  private long duplicates;
  private long evictedTraces;
  private long evictedSpans;
  private long dropped;

  TraceTable(long maxSpans, long maxBytes) {
    this(maxSpans, maxBytes, 0, 0);
  }

  /** A table that goes on where another one might be after so many blocks and pages. */
  TraceTable(long maxSpans, long maxBytes, long block, long page) {
    this.maxSpans = maxSpans;
    this.maxBytes = maxBytes;
    this.blocks = new BlockRing(maxBytes, block);
    this.traces = new TraceRing(page);
  }

  BlockRing blocks() {
    return blocks;
  }

  TraceRing traces() {
    return traces;
  }

  Names names() {
    return names;
  }

  Sources sources() {
    return sources;
  }

  /** Begins some changes, of which a journal is told. */
  void begin(Journal told) {
    journal = told;
    batchStart = blocks.end();
  }

  /** Ends them; nothing is kept of what they came with. */
  void end() {
    journal = Journal.NONE;
    sources.forgetLast();
  }

  /** Takes a span, unless it is there already or its trace would fill the store; whether it did. */
  boolean add(SpanRecord span) {
    int slot = find(span.traceId());
    int hash = slot == NONE ? 0 : hashing.of(span.spanId(), slot);
    if (slot != NONE && isKnown(hash, slot, span)) {
      duplicates++;
      return false;
    }
    long cost = cost(span);
    if (isTooMuch(slot, cost)) {
      dropped++;
      return false;
    }
    // before others go, whose name and source may be the same
    int name = names.acquire(span.name());
    int source = sources.acquire(span.source());
    if (makeRoom(1, blocks.bytesFor(span))) {
      slot = find(span.traceId());
    }
    if (slot == NONE) {
      slot = begin(span.traceId());
    }
    append(slot, blocks.add(span, slot, name, source), span, cost);
    added++;
    journal.added(span);
    // what finds the spans may have grown
    makeRoom(0, 0);
    return true;
  }

  /** The slot of a trace; negative if it is not here. */
  int find(TraceId id) {
    return find(hash(id.high(), id.low()), id.high(), id.low());
  }

  private int find(int hash, long high, long low) {
    for (int at = traceIndex.first(hash); at >= 0; at = traceIndex.next(at, hash)) {
      int slot = traceIndex.item(at);
      TraceRing.Page page = traces.page(slot);
      int index = TraceRing.index(slot);
      if (page.low[index] == low && page.high[index] == high) {
        return slot;
      }
    }
    return NONE;
  }

  private int hash(long high, long low) {
    return hashing.of(high, low);
  }

  private boolean isKnown(int hash, int slot, SpanRecord span) {
    for (int at = spanIndex.first(hash); at >= 0; at = spanIndex.next(at, hash)) {
      int position = spanIndex.item(at);
      SpanBlock block = blocks.block(position);
      int i = BlockRing.slot(position);
      if (block.trace[i] == slot
          && block.spanId[i] == span.spanId()
          && block.kind(i) == span.kind().otlpNumber()) {
        return true;
      }
    }
    return false;
  }

  /** What a span takes, near enough to hold a trace within its share. */
  private long cost(SpanRecord span) {
    return SPAN_OVERHEAD
        + span.length()
        + 2L * span.terms().length
        + Sizes.string(span.name())
        + sources.bytesFor(span.source());
  }

  private boolean isTooMuch(int slot, long cost) {
    long share = Math.min(maxBytes / 2, MAX_TRACE_BYTES);
    if (slot == NONE) {
      return cost > share;
    }
    TraceRing.Page page = traces.page(slot);
    int index = TraceRing.index(slot);
    return page.spans[index] >= Math.max(1, maxSpans / 2) || page.bytes[index] + cost > share;
  }

  /** Lets go as many traces as what is to come needs; whether there were any. */
  private boolean makeRoom(int spansMore, long bytesMore) {
    boolean any = false;
    while (traceCount > 0
        && (spanCount + spansMore > maxSpans
            || bytes() + bytesMore > maxBytes
            || blocks.isFull())) {
      evictOldest();
      any = true;
    }
    return any;
  }

  /** Lets go the trace whose first span came longest ago; there is one. */
  private void evictOldest() {
    evict(TraceRing.slot(traces.head()));
  }

  /** Lets go the traces that began to arrive before one did. */
  void evictBefore(long sequence, Journal told) {
    begin(told);
    while (traces.head() < sequence && traceCount > 0) {
      evictOldest();
    }
    end();
  }

  /** Lets go a trace if it is here. */
  void evict(TraceId id) {
    int slot = find(id);
    if (slot != NONE) {
      evict(slot);
    }
  }

  private void evict(int slot) {
    TraceRing.Page page = traces.page(slot);
    int index = TraceRing.index(slot);
    boolean touched = blocks.cameSince(page.last[index], batchStart);
    for (int at = page.first[index]; at >= 0; at = blocks.block(at).next[BlockRing.slot(at)]) {
      SpanBlock block = blocks.block(at);
      int i = BlockRing.slot(at);
      spanIndex.remove(hashing.of(block.spanId[i], slot), at);
      names.release(block.name[i]);
      sources.release(block.source[i]);
    }
    traceIndex.remove(hash(page.high[index], page.low[index]), slot);
    evictedTraces++;
    evictedSpans += page.spans[index];
    traceCount--;
    spanCount -= page.spans[index];
    page.spans[index] = 0;
    journal.evicted(page.high[index], page.low[index], touched);
    freeBlocks();
  }

  private void freeBlocks() {
    traces.skipGone();
    if (traceCount == 0) {
      blocks.clear();
    } else {
      int oldest = TraceRing.slot(traces.head());
      blocks.freeBefore(traces.page(oldest).first[TraceRing.index(oldest)]);
    }
  }

  private int begin(TraceId id) {
    int slot = traces.add(id.high(), id.low());
    traceIndex.add(hash(id.high(), id.low()), slot);
    traceCount++;
    return slot;
  }

  private void append(int slot, int position, SpanRecord span, long cost) {
    spanIndex.add(hashing.of(span.spanId(), slot), position);
    TraceRing.Page page = traces.page(slot);
    int index = TraceRing.index(slot);
    if (page.spans[index]++ == 0) {
      page.first[index] = position;
    } else {
      blocks.block(page.last[index]).next[BlockRing.slot(page.last[index])] = position;
    }
    page.last[index] = position;
    page.bytes[index] += cost;
    if (span.error()) {
      page.errors[index]++;
    }
    // zero: not known
    if (Long.compareUnsigned(span.startEpochNanos() - 1, page.start[index] - 1) < 0) {
      page.start[index] = span.startEpochNanos();
    }
    if (Long.compareUnsigned(span.endEpochNanos(), page.end[index]) > 0) {
      page.end[index] = span.endEpochNanos();
    }
    spanCount++;
  }

  /** Lets go everything, and counts on. */
  void clear() {
    traces.clear();
    blocks.clear();
    traceIndex.clear();
    spanIndex.clear();
    names.clear();
    sources.clear();
    traceCount = 0;
    spanCount = 0;
  }

  /** What all of it takes. */
  long bytes() {
    return blocks.bytes()
        + traces.bytes()
        + traceIndex.bytes()
        + spanIndex.bytes()
        + names.bytes()
        + sources.bytes();
  }

  /** Counts from zero what has happened. */
  void resetCounts() {
    added = 0;
    duplicates = 0;
    evictedTraces = 0;
    evictedSpans = 0;
    dropped = 0;
  }

  StoreStats stats(StoreStats.@Nullable Disk disk) {
    return new StoreStats(
        traceCount,
        spanCount,
        bytes(),
        maxSpans,
        maxBytes,
        added,
        duplicates,
        evictedTraces,
        evictedSpans,
        dropped,
        disk);
  }

  /** Lists the positions of a trace's spans with an id: one, or both halves of a shared one. */
  void spans(int slot, long spanId, IntList into) {
    into.clear();
    int hash = hashing.of(spanId, slot);
    for (int at = spanIndex.first(hash); at >= 0; at = spanIndex.next(at, hash)) {
      int position = spanIndex.item(at);
      SpanBlock block = blocks.block(position);
      int i = BlockRing.slot(position);
      if (block.trace[i] == slot && block.spanId[i] == spanId) {
        into.add(position);
      }
    }
  }
}
