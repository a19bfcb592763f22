package dev.skein.viewer.store;

/**
 * Puts spans into OTLP {@code ExportTraceServiceRequest} messages: the bytes that are kept stay as
 * they are, and get what they come from in front of them. A resource that has many scopes is there
 * once for all of them.
 */
final class OtlpRequests {
  /** Field 1, 2 of any message, if it is a message itself. */
  private static final byte FIRST = 0x0A;

  private static final byte SECOND = 0x12;

  private final SpanBytes spans;
  private final SourceGroups groups;

  /** The lengths of the messages for each resource and each source, in the order of writing. */
  private final IntList lengths = new IntList();

  private byte[] out = {};
  private int size;

  private OtlpRequests(SpanBytes spans, SourceGroups groups) {
    this.spans = spans;
    this.groups = groups;
  }

  /** One request with all of the spans. */
  static byte[] encode(SpanBytes spans) {
    return encode(spans, SourceGroups.of(spans), 0, spans.size());
  }

  /** One request with all of the spans in the order that they have. */
  static byte[] encodeInOrder(SpanBytes spans) {
    return encode(spans, SourceGroups.inOrder(spans), 0, spans.size());
  }

  /** One request with some of the spans, in the order that groups have given them. */
  static byte[] encode(SpanBytes spans, SourceGroups groups, int from, int to) {
    OtlpRequests request = new OtlpRequests(spans, groups);
    request.out = new byte[Math.toIntExact(request.measure(from, to))];
    request.write(from, to);
    return request.out;
  }

  private long measure(int from, int to) {
    long total = 0;
    for (int start = from; start < to; ) {
      int end = groups.endOfResource(start, to);
      int place = lengths.size();
      lengths.add(0);
      long length = optionalLength(source(start).resource());
      for (int scope = start; scope < end; scope = groups.end(scope, end)) {
        length += fieldLength(measureScope(scope, groups.end(scope, end)));
      }
      lengths.set(place, Math.toIntExact(length));
      total += fieldLength(length);
      start = end;
    }
    return total;
  }

  private long measureScope(int from, int to) {
    long length = optionalLength(source(from).scope());
    for (int i = from; i < to; i++) {
      length += fieldLength(spans.length(groups.span(i)));
    }
    lengths.add(Math.toIntExact(length));
    return length;
  }

  private static long optionalLength(byte[] message) {
    return message.length == 0 ? 0 : fieldLength(message.length);
  }

  /** Tag of one byte, length, content. */
  private static long fieldLength(long length) {
    return 1 + (70 - Long.numberOfLeadingZeros(length | 1)) / 7 + length;
  }

  private void write(int from, int to) {
    int next = 0;
    for (int start = from; start < to; ) {
      int end = groups.endOfResource(start, to);
      begin(FIRST, lengths.get(next++));
      optional(source(start).resource());
      while (start < end) {
        int endOfScope = groups.end(start, end);
        begin(SECOND, lengths.get(next++));
        writeScope(start, endOfScope);
        start = endOfScope;
      }
    }
  }

  private void writeScope(int from, int to) {
    optional(source(from).scope());
    for (int i = from; i < to; i++) {
      int span = groups.span(i);
      begin(SECOND, spans.length(span));
      put(spans.array(span), spans.offset(span), spans.length(span));
    }
  }

  private Source source(int place) {
    return spans.source(groups.span(place));
  }

  private void optional(byte[] message) {
    if (message.length != 0) {
      begin(FIRST, message.length);
      put(message, 0, message.length);
    }
  }

  private void begin(byte tag, int length) {
    out[size++] = tag;
    int rest = length;
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
