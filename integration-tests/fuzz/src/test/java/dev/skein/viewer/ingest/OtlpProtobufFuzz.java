package dev.skein.viewer.ingest;

import dev.skein.export.MalformedOtlpException;
import dev.skein.export.OtlpReader;
import dev.skein.fuzz.Check;

/** Any bytes as the body of an OTLP request: core's reader is asked what they are. */
public final class OtlpProtobufFuzz {
  private OtlpProtobufFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    DecodedSpans decoded = Ingested.check(data, SpanDecoder::otlpProtobuf);
    int spans = spans(data);
    if (spans >= 0) {
      Check.that(decoded != null, "what core's reader reads is taken");
      Check.same(decoded.spans().size() + decoded.rejected(), spans, "the number of spans");
    }
    // names that are looked up, and what begins with a few kilobytes
    Check.allocates(
        64L * data.length + 16_384, () -> Ingested.decode(data, SpanDecoder::otlpProtobuf));
  }

  /** How many there are; negative when core's reader refuses all of them. */
  private static int spans(byte[] data) {
    try {
      return OtlpReader.read(data).size();
    } catch (MalformedOtlpException e) {
      return -1;
    }
  }
}
