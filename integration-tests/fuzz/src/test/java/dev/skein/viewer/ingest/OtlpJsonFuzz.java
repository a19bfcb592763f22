package dev.skein.viewer.ingest;

import dev.skein.fuzz.Check;

/** Any bytes as OTLP's JSON, and as a file in whatever format. */
public final class OtlpJsonFuzz {
  private OtlpJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    DecodedSpans decoded = Ingested.check(data, SpanDecoder::otlpJson);
    DecodedSpans file = Ingested.check(data, body -> SpanDecoder.any(body, 1 << 20));
    if (decoded != null && !decoded.spans().isEmpty()) {
      Check.that(file != null, "a body is a file as well");
      Check.same(file.spans().size(), decoded.spans().size(), "the number of spans in a file");
    }
    // the parser takes its buffers, of eight kilobytes and less, once for each body
    Check.allocates(
        256L * data.length + 65_536, () -> Ingested.decode(data, SpanDecoder::otlpJson));
  }
}
