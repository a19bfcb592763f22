package dev.skein.benchmarks.pipeline;

/**
 * Counts the spans of an OTLP request by its lengths alone: nothing inside a span is looked at.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class OtlpSpans {
  /** The fields that lead to a span: resource_spans, scope_spans, spans. */
  private static final int[] FIELDS = {1, 2, 2};

  private final byte[] bytes;
  private int at;

  private OtlpSpans(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The spans of a request.
   *
   * @throws IllegalArgumentException when it is none
   */
  static long count(byte[] bytes, int length) {
    return new OtlpSpans(bytes).count(length, 0);
  }

  private long count(int end, int depth) {
    long spans = 0;
    while (at < end) {
      long tag = varint();
      int length = length(tag, end);
      if (tag >>> 3 != FIELDS[depth]) {
        at += length;
      } else if (depth == FIELDS.length - 1) {
        spans++;
        at += length;
      } else {
        spans += count(at + length, depth + 1);
      }
    }
    return spans;
  }

  private int length(long tag, int end) {
    long length =
        switch ((int) (tag & 7)) {
          case 0 -> {
            varint();
            yield 0;
          }
          case 1 -> 8;
          case 2 -> varint();
          case 5 -> 4;
          default -> throw new IllegalArgumentException("wire type " + (tag & 7) + " at " + at);
        };
    if (length < 0 || length > end - at) {
      throw new IllegalArgumentException(length + " bytes at " + at + " of " + end);
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of more than ten bytes at " + at);
  }
}
