package dev.skein.viewer.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Spans of one record, taken from the store because they were not written when they came. They stay
 * as they are after the store's lock is given back.
 */
final class UnsavedSpans implements SpanBytes {
  private final List<SpanBlock> blocks = new ArrayList<>();
  private final IntList slots = new IntList();
  private final List<Source> sources = new ArrayList<>();
  private long end;
  private long tracesEnd;

  private UnsavedSpans() {}

  /** The next ones from a place of the {@link BlockRing} on whose traces are here; maybe none. */
  static UnsavedSpans from(TraceTable table, long place) {
    UnsavedSpans spans = new UnsavedSpans();
    RecordLength length = new RecordLength(BatchJournal.MAX_RECORD);
    BlockRing ring = table.blocks();
    long at = ring.next(place);
    while (at < ring.end() && spans.takes(table, BlockRing.position(at), length)) {
      at = ring.next(at + 1);
    }
    spans.end = at;
    return spans;
  }

  /** Whether to go on behind a position. */
  private boolean takes(TraceTable table, int position, RecordLength length) {
    SpanBlock block = table.blocks().block(position);
    int slot = BlockRing.slot(position);
    if (!table.traces().isHere(block.trace[slot])) {
      return true;
    }
    Source source = table.sources().entry(block.source[slot]).source;
    if (!length.takes(source, block.bytesEnd(slot) - block.bytesStart(slot))) {
      return false;
    }
    blocks.add(block);
    slots.add(slot);
    sources.add(source);
    tracesEnd = Math.max(tracesEnd, table.traces().sequence(block.trace[slot]) + 1);
    return true;
  }

  /** The place behind the last one. */
  long end() {
    return end;
  }

  /** All of their traces have a lower sequence. */
  long tracesEnd() {
    return tracesEnd;
  }

  @Override
  public int size() {
    return slots.size();
  }

  @Override
  public Source source(int span) {
    return sources.get(span);
  }

  @Override
  public byte[] array(int span) {
    return blocks.get(span).bytes;
  }

  @Override
  public int offset(int span) {
    return blocks.get(span).bytesStart(slots.get(span));
  }

  @Override
  public int length(int span) {
    return blocks.get(span).bytesEnd(slots.get(span)) - offset(span);
  }
}
