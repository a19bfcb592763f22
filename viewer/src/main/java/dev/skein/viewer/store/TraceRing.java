package dev.skein.viewer.store;

import org.jspecify.annotations.Nullable;

/**
 * Traces in the order of arrival of their first spans, in pages that come at one end and go at the
 * other. Each has a number that never comes again, its sequence, and a slot, which is made of it
 * and does while the trace is here. Not thread-safe for changes.
 */
final class TraceRing {
  private static final int PAGE_BITS = 9;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  /** Columns of some traces. */
  static final class Page {
    final long[] high = new long[PAGE_SIZE];
    final long[] low = new long[PAGE_SIZE];

    /** When the earliest span began; zero if none is known to have. */
    final long[] start = new long[PAGE_SIZE];

    /** When the last span to end ended. */
    final long[] end = new long[PAGE_SIZE];

    /** What the spans take. */
    final long[] bytes = new long[PAGE_SIZE];

    /** The positions of the first and last spans to come. */
    final int[] first = new int[PAGE_SIZE];

    final int[] last = new int[PAGE_SIZE];

    /** How many spans there are; zero if the trace is gone. */
    final int[] spans = new int[PAGE_SIZE];

    final int[] errors = new int[PAGE_SIZE];

    static long bytesOf() {
      return Sizes.object(9 * Sizes.REFERENCE)
          + 5 * Sizes.array(8L * PAGE_SIZE)
          + 4 * Sizes.array(4L * PAGE_SIZE);
    }
  }

  private @Nullable Page[] pages = new Page[4];

  /** The oldest trace that is here, or the next one; the next one to come. */
  private long head;

  private long tail;

  /** The first page that is here, and the next one to be made. */
  private long firstPage;

  private long endPage;

  /** An empty ring, whose first page has a number. */
  TraceRing(long page) {
    firstPage = page;
    endPage = page;
    head = page << PAGE_BITS;
    tail = head;
  }

  static int slot(long sequence) {
    return (int) sequence & Integer.MAX_VALUE;
  }

  static int index(int slot) {
    return slot & (PAGE_SIZE - 1);
  }

  Page page(int slot) {
    Page page = pages[(slot >>> PAGE_BITS) & (pages.length - 1)];
    if (page == null) {
      throw new IllegalStateException("no such trace");
    }
    return page;
  }

  /** The sequence of the oldest trace, or of the next if there is none. */
  long head() {
    return head;
  }

  /** The sequence of the next trace to come. */
  long tail() {
    return tail;
  }

  /** The sequence of a trace that is here. */
  long sequence(int slot) {
    return head + ((slot - (int) head) & Integer.MAX_VALUE);
  }

  /** Whether the trace that a slot was given to is here. */
  boolean isHere(int slot) {
    return sequence(slot) < tail && page(slot).spans[index(slot)] > 0;
  }

  /** Adds a trace without spans. */
  int add(long high, long low) {
    if (tail >>> PAGE_BITS == endPage) {
      addPage();
    }
    int slot = slot(tail++);
    Page page = page(slot);
    int index = index(slot);
    page.high[index] = high;
    page.low[index] = low;
    page.start[index] = 0;
    page.end[index] = 0;
    return slot;
  }

  private void addPage() {
    if (endPage - firstPage == pages.length) {
      @Nullable Page[] more = new Page[pages.length * 2];
      for (long number = firstPage; number < endPage; number++) {
        more[(int) number & (more.length - 1)] = pages[(int) number & (pages.length - 1)];
      }
      pages = more;
    }
    pages[(int) endPage++ & (pages.length - 1)] = new Page();
  }

  /** Goes on to the oldest trace that still has spans. */
  void skipGone() {
    while (head < tail && page(slot(head)).spans[index(slot(head))] == 0) {
      head++;
    }
    while (firstPage < head >>> PAGE_BITS) {
      pages[(int) firstPage++ & (pages.length - 1)] = null;
    }
  }

  /** Lets go everything; sequences go on. */
  void clear() {
    pages = new Page[4];
    // a new page, as what is left of the last one is gone
    tail = endPage << PAGE_BITS;
    head = tail;
    firstPage = endPage;
  }

  long bytes() {
    return (endPage - firstPage) * Page.bytesOf()
        + Sizes.array((long) Sizes.REFERENCE * pages.length);
  }
}
