package dev.skein.viewer.ingest;

import dev.skein.fuzz.Check;

/** Any bytes as Zipkin's JSON. */
public final class ZipkinJsonFuzz {
  private ZipkinJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    DecodedSpans decoded = Ingested.check(data, SpanDecoder::zipkinJson);
    DecodedSpans file = Ingested.decode(data, SpanDecoder::any);
    if (decoded != null && !decoded.spans().isEmpty()) {
      Check.that(file != null, "a body is a file as well");
      Check.same(file.spans().size(), decoded.spans().size(), "the number of spans in a file");
    }
    // the parser takes its buffers, of eight kilobytes and less, once for each body
    Check.allocates(
        512L * data.length + 65_536, () -> Ingested.decode(data, SpanDecoder::zipkinJson));
  }
}
