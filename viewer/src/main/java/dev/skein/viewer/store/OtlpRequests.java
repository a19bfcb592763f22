package dev.skein.viewer.store;

/**
 * Puts spans into OTLP {@code ExportTraceServiceRequest} messages: the bytes that are kept stay as
 * they are, and get what they come from in front of them.
 */
final class OtlpRequests {
  /** Field 1, 2 of any message, if it is a message itself. */
  private static final byte FIRST = 0x0A;

  private static final byte SECOND = 0x12;

  private final SpanBytes spans;
  private final byte[] out;
  private int size;

  private OtlpRequests(SpanBytes spans, int length) {
    this.spans = spans;
    this.out = new byte[length];
  }

  /** One request with all of the spans. */
  static byte[] encode(SpanBytes spans) {
    SourceGroups groups = SourceGroups.of(spans);
    return encode(spans, groups, 0, spans.size());
  }

  /** One request with some of the spans, in the order that groups have given them. */
  static byte[] encode(SpanBytes spans, SourceGroups groups, int from, int to) {
    long length = 0;
    for (int start = from; start < to; start = groups.end(start, to)) {
      length += fieldLength(resourceSpans(spans, groups, start, groups.end(start, to)));
    }
    OtlpRequests request = new OtlpRequests(spans, Math.toIntExact(length));
    for (int start = from; start < to; start = groups.end(start, to)) {
      request.writeGroup(groups, start, groups.end(start, to));
    }
    return request.out;
  }

  private static long scopeSpans(SpanBytes spans, SourceGroups groups, int from, int to) {
    long length = optionalLength(spans.source(groups.span(from)).scope());
    for (int i = from; i < to; i++) {
      length += fieldLength(spans.length(groups.span(i)));
    }
    return length;
  }

  private static long resourceSpans(SpanBytes spans, SourceGroups groups, int from, int to) {
    return optionalLength(spans.source(groups.span(from)).resource())
        + fieldLength(scopeSpans(spans, groups, from, to));
  }

  private static long optionalLength(byte[] message) {
    return message.length == 0 ? 0 : fieldLength(message.length);
  }

  /** Tag of one byte, length, content. */
  private static long fieldLength(long length) {
    return 1 + (70 - Long.numberOfLeadingZeros(length | 1)) / 7 + length;
  }

  private void writeGroup(SourceGroups groups, int from, int to) {
    Source source = spans.source(groups.span(from));
    begin(FIRST, resourceSpans(spans, groups, from, to));
    optional(source.resource());
    begin(SECOND, scopeSpans(spans, groups, from, to));
    optional(source.scope());
    for (int i = from; i < to; i++) {
      int span = groups.span(i);
      begin(SECOND, spans.length(span));
      put(spans.array(span), spans.offset(span), spans.length(span));
    }
  }

  private void optional(byte[] message) {
    if (message.length != 0) {
      begin(FIRST, message.length);
      put(message, 0, message.length);
    }
  }

  private void begin(byte tag, long length) {
    out[size++] = tag;
    long rest = length;
    while (rest > 0x7F) {
      out[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[size++] = (byte) rest;
  }

  private void put(byte[] array, int offset, int length) {
    System.arraycopy(array, offset, out, size, length);
    size += length;
  }
}
