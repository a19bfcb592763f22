package dev.skein.export;

import dev.skein.internal.ProtoWriter;
import java.nio.charset.StandardCharsets;

/** A span with a number, and as many bytes of ballast as a test wants. */
record TestSpan(long number, int ballast) implements EncodableSpan {
  static final long TRACE_HIGH = 0x0102_0304_0506_0708L;

  static TestSpan of(long number) {
    return new TestSpan(number, 0);
  }

  @Override
  public void encode(ProtoWriter out) {
    if (ballast > 0) {
      out.bytes(0x7FA, new byte[ballast]);
    }
    out.string(0x2A, "span " + number);
    out.id(0x12, number);
    out.id(0x0A, TRACE_HIGH, number);
  }

  /** The number of a span that {@link #encode} wrote. */
  static long numberOf(SpanData span) {
    return Long.parseUnsignedLong(span.spanId(), 16);
  }

  /** The fields of a resource with a service name. */
  static byte[] resource(String serviceName) {
    ProtoWriter out = new ProtoWriter(64, 1 << 16);
    int attribute = out.mark();
    int value = out.mark();
    out.string(0x0A, serviceName);
    out.endMessage(0x12, value);
    out.string(0x0A, "service.name");
    out.endMessage(0x0A, attribute);
    return out.toByteArray();
  }

  /** The fields of a scope. */
  static byte[] scope(String name) {
    ProtoWriter out = new ProtoWriter(64, 1 << 16);
    out.raw(name.getBytes(StandardCharsets.UTF_8));
    out.endMessage(0x0A, 0);
    return out.toByteArray();
  }
}
