package dev.skein.benchmarks.http;

/** Counts the spans in an encoded {@code ExportTraceServiceRequest}, without decoding them. */
final class OtlpSpans {
  /** {@code resource_spans}, {@code scope_spans} and {@code spans}, one inside the other. */
  private static final int[] PATH = {1, 2, 2};

  private final byte[] bytes;
  private int position;

  private OtlpSpans(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The number of spans.
   *
   * @throws IllegalArgumentException if the bytes are no such message
   */
  static long count(byte[] request) {
    try {
      return new OtlpSpans(request).count(request.length, 0);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("cut off", e);
    }
  }

  private long count(int end, int depth) {
    long spans = 0;
    while (position < end) {
      long tag = varint();
      int wireType = (int) (tag & 7);
      if (wireType != 2) {
        skip(wireType);
        continue;
      }
      int length = Math.toIntExact(varint());
      int inner = position + length;
      if (inner > end || length < 0) {
        throw new IllegalArgumentException("a field is longer than its message");
      }
      if (tag >>> 3 == PATH[depth]) {
        spans += depth == PATH.length - 1 ? 1 : count(inner, depth + 1);
      }
      position = inner;
    }
    return spans;
  }

  private void skip(int wireType) {
    switch (wireType) {
      case 0 -> varint();
      case 1 -> position += Long.BYTES;
      case 5 -> position += Integer.BYTES;
      default -> throw new IllegalArgumentException("wire type " + wireType);
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of more than ten bytes");
  }
}
