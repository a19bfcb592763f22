package dev.skein.viewer.store;

import java.util.Arrays;

/**
 * Some hundred spans that came one after the other: what they are found by in columns, and their
 * bytes. Spans are added at the end, and never changed but for {@link #next}. So whoever knows of a
 * span, having learnt of it under the store's lock, may read it without one, also after it has left
 * the store; all but {@code next} and {@code terms}, which are read under the lock only.
 */
final class SpanBlock {
  private static final int KIND = 0x07;
  private static final int ERROR = 0x08;

  /** The arrays have room for so much more than there is that a copy is worth its while. */
  private static final int WASTE = 16;

  final long[] spanId;
  final long[] parentSpanId;
  final long[] start;
  final long[] duration;
  final int[] name;
  final int[] source;

  /** The trace that a span is of: its place in the {@link TraceRing}. */
  final int[] trace;

  /** The position of the same trace's next span; negative for none. */
  final int[] next;

  private final int[] bytesEnd;
  private final int[] termsEnd;
  private final byte[] flags;
  final char[] terms;
  final byte[] bytes;
  private int size;

  SpanBlock(int maxSpans, int maxTerms, int maxBytes) {
    spanId = new long[maxSpans];
    parentSpanId = new long[maxSpans];
    start = new long[maxSpans];
    duration = new long[maxSpans];
    name = new int[maxSpans];
    source = new int[maxSpans];
    trace = new int[maxSpans];
    next = new int[maxSpans];
    bytesEnd = new int[maxSpans];
    termsEnd = new int[maxSpans];
    flags = new byte[maxSpans];
    terms = new char[maxTerms];
    bytes = new byte[maxBytes];
  }

  private SpanBlock(SpanBlock full) {
    size = full.size;
    spanId = Arrays.copyOf(full.spanId, size);
    parentSpanId = Arrays.copyOf(full.parentSpanId, size);
    start = Arrays.copyOf(full.start, size);
    duration = Arrays.copyOf(full.duration, size);
    name = Arrays.copyOf(full.name, size);
    source = Arrays.copyOf(full.source, size);
    trace = Arrays.copyOf(full.trace, size);
    next = Arrays.copyOf(full.next, size);
    bytesEnd = Arrays.copyOf(full.bytesEnd, size);
    termsEnd = Arrays.copyOf(full.termsEnd, size);
    flags = Arrays.copyOf(full.flags, size);
    terms = Arrays.copyOf(full.terms, full.termsStart(size));
    bytes = Arrays.copyOf(full.bytes, full.bytesStart(size));
  }

  /** What a block with that much room takes. */
  static long bytesOf(int maxSpans, int maxTerms, int maxBytes) {
    return Sizes.object(13 * Sizes.REFERENCE + 4)
        + 4 * Sizes.array(8L * maxSpans)
        + 6 * Sizes.array(4L * maxSpans)
        + Sizes.array(maxSpans)
        + Sizes.array(2L * maxTerms)
        + Sizes.array(maxBytes);
  }

  long bytesOf() {
    return bytesOf(spanId.length, terms.length, bytes.length);
  }

  boolean hasRoomFor(SpanRecord span) {
    return size < spanId.length
        && termsStart(size) + span.terms().length <= terms.length
        && bytesStart(size) + span.length() <= bytes.length;
  }

  /** Adds a span, for which there is room. */
  int add(SpanRecord span, int traceSlot, int nameNumber, int sourceNumber) {
    int slot = size;
    spanId[slot] = span.spanId();
    parentSpanId[slot] = span.parentSpanId();
    start[slot] = span.startEpochNanos();
    duration[slot] = Math.max(0, span.endEpochNanos() - span.startEpochNanos());
    name[slot] = nameNumber;
    source[slot] = sourceNumber;
    trace[slot] = traceSlot;
    next[slot] = -1;
    flags[slot] = (byte) (span.kind().otlpNumber() | (span.error() ? ERROR : 0));
    int term = termsStart(slot);
    for (int hash : span.terms()) {
      terms[term++] = Terms.fold(hash);
    }
    termsEnd[slot] = term;
    System.arraycopy(span.bytes(), span.offset(), bytes, bytesStart(slot), span.length());
    bytesEnd[slot] = bytesStart(slot) + span.length();
    size++;
    return slot;
  }

  /** This block, to which nothing is added any more, without room that it does not need. */
  SpanBlock trimmed() {
    long needed = bytesOf(size, termsStart(size), bytesStart(size));
    return bytesOf() - needed > needed / WASTE ? new SpanBlock(this) : this;
  }

  int size() {
    return size;
  }

  /** OTLP's number of a span's kind. */
  int kind(int slot) {
    return flags[slot] & KIND;
  }

  boolean error(int slot) {
    return (flags[slot] & ERROR) != 0;
  }

  int bytesStart(int slot) {
    return slot == 0 ? 0 : bytesEnd[slot - 1];
  }

  int bytesEnd(int slot) {
    return bytesEnd[slot];
  }

  int termsStart(int slot) {
    return slot == 0 ? 0 : termsEnd[slot - 1];
  }

  int termsEnd(int slot) {
    return termsEnd[slot];
  }
}
