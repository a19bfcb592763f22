package dev.skein.viewer.store;

import org.jspecify.annotations.Nullable;

/**
 * Spans in the order of their arrival, in blocks that come at one end and go at the other. A span's
 * position, a number from zero on, stays the same as long as it is here. Not thread-safe for
 * changes.
 */
final class BlockRing {
  /** The most spans of a block, as a power of two. */
  private static final int SLOT_BITS = 10;

  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int BLOCK_MASK = Integer.MAX_VALUE >>> SLOT_BITS;

  /** So many that blocks and positions cannot be taken for others. */
  private static final int MAX_BLOCKS = BLOCK_MASK;

  private static final int TERMS = 32;
  private static final int MIN_PAGE = 16 << 10;
  private static final int MAX_PAGE = 256 << 10;

  private final int page;
  private final int slots;

  /** By number, modulo the length, which is a power of two. */
  private @Nullable SpanBlock[] blocks = new SpanBlock[4];

  private long first;
  private long end;
  private long bytes;

  /**
   * An empty ring.
   *
   * @param maxBytes what it may have in the end; it should be many blocks
   * @param number of the first block
   */
  BlockRing(long maxBytes, long number) {
    page = (int) Math.max(MIN_PAGE, Math.min(MAX_PAGE, maxBytes / 64));
    slots = SLOTS * page / MAX_PAGE;
    first = number;
    end = number;
  }

  SpanBlock block(int position) {
    return get((position >>> SLOT_BITS) & (blocks.length - 1));
  }

  private SpanBlock get(int index) {
    SpanBlock block = blocks[index];
    if (block == null) {
      throw new IllegalStateException("no such block");
    }
    return block;
  }

  static int slot(int position) {
    return position & (SLOTS - 1);
  }

  /** Rises with the spans. */
  long end() {
    return end == first ? end << SLOT_BITS : ((end - 1) << SLOT_BITS) + last().size();
  }

  /** The place of the first span that is here from a place on, as {@link #end} has them. */
  long next(long place) {
    long at = Math.max(place, first << SLOT_BITS);
    while (at < end() && slot(position(at)) >= block(position(at)).size()) {
      at = ((at >>> SLOT_BITS) + 1) << SLOT_BITS;
    }
    return Math.min(at, end());
  }

  /** The position of what is at a place. */
  static int position(long place) {
    return (int) place & Integer.MAX_VALUE;
  }

  /** Whether a span that is here has come since the ring had an {@linkplain #end() end}. */
  boolean cameSince(int position, long oldEnd) {
    return (first << SLOT_BITS) + distance(position) >= oldEnd;
  }

  private long distance(int position) {
    int block = ((position >>> SLOT_BITS) - (int) first) & BLOCK_MASK;
    return ((long) block << SLOT_BITS) + slot(position);
  }

  /** What a span would take beyond what is taken already. */
  long bytesFor(SpanRecord span) {
    return hasRoomFor(span)
        ? 0
        : SpanBlock.bytesOf(slots, maxTerms(span), Math.max(page, span.length()));
  }

  /** Whether as many blocks are here as can be told apart. */
  boolean isFull() {
    return end - first >= MAX_BLOCKS;
  }

  private boolean hasRoomFor(SpanRecord span) {
    return end > first && last().hasRoomFor(span);
  }

  private int maxTerms(SpanRecord span) {
    return Math.max(TERMS * slots, span.terms().length);
  }

  private SpanBlock last() {
    return get((int) (end - 1) & (blocks.length - 1));
  }

  /** Adds a span and returns its position. */
  int add(SpanRecord span, int trace, int name, int source) {
    if (!hasRoomFor(span)) {
      open(new SpanBlock(slots, maxTerms(span), Math.max(page, span.length())));
    }
    int slot = last().add(span, trace, name, source);
    return (int) ((end - 1) & BLOCK_MASK) << SLOT_BITS | slot;
  }

  private void open(SpanBlock block) {
    if (end > first) {
      seal();
    }
    if (end - first == blocks.length) {
      grow();
    }
    blocks[(int) end++ & (blocks.length - 1)] = block;
    bytes += block.bytesOf();
  }

  private void seal() {
    SpanBlock full = last();
    SpanBlock trimmed = full.trimmed();
    blocks[(int) (end - 1) & (blocks.length - 1)] = trimmed;
    bytes += trimmed.bytesOf() - full.bytesOf();
  }

  private void grow() {
    @Nullable SpanBlock[] more = new SpanBlock[blocks.length * 2];
    for (long number = first; number < end; number++) {
      more[(int) number & (more.length - 1)] = blocks[(int) number & (blocks.length - 1)];
    }
    blocks = more;
  }

  /** Lets go the blocks of which nobody needs a span, as the first one needed is at a position. */
  void freeBefore(int position) {
    long keep = first + (distance(position) >>> SLOT_BITS);
    while (first < keep) {
      free();
    }
  }

  /** Lets go everything. */
  void clear() {
    while (first < end) {
      free();
    }
    blocks = new SpanBlock[4];
  }

  private void free() {
    int index = (int) first++ & (blocks.length - 1);
    bytes -= get(index).bytesOf();
    blocks[index] = null;
  }

  long bytes() {
    return bytes + Sizes.array((long) Sizes.REFERENCE * blocks.length);
  }
}
