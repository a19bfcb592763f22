package dev.skein.export;

/** Tags and lengths, written forwards: what the pieces of a request are put together with. */
final class Framing {
  /** {@code ScopeSpans.spans} and, by chance, {@code ResourceSpans.scope_spans}. */
  static final byte TAG_FIELD_2 = 0x12;

  /** {@code ExportTraceServiceRequest.resource_spans}, {@code .resource}, {@code .scope}. */
  static final byte TAG_FIELD_1 = 0x0A;

  private Framing() {}

  /** The bytes that a tag of one byte, a length and a body of that length take. */
  static int framedSize(int bodyLength) {
    return 1 + varintSize(bodyLength) + bodyLength;
  }

  static int varintSize(int value) {
    return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  /** Writes a tag of one byte and a length; the position after them. */
  static int putHeader(byte[] target, int position, byte tag, int length) {
    target[position] = tag;
    int at = position + 1;
    int rest = length;
    while (rest > 0x7F) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** The position after a tag of one byte, a length and a body of that length; -1 if it is none. */
  static int skip(byte[] bytes, int position, int end) {
    long length = 0;
    int at = position + 1;
    for (int shift = 0; at < end && shift < 35; shift += 7) {
      byte next = bytes[at++];
      length |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return length <= end - at ? at + (int) length : -1;
      }
    }
    return -1;
  }
}
