package dev.skein.viewer.ingest;

import dev.skein.viewer.store.SpanRecord;
import java.util.List;

/**
 * What a request or a file held. Immutable.
 *
 * @param spans what can be kept, in the order in which it was found
 * @param rejected how many spans cannot be kept
 * @param reason why the first of them cannot, printable and short; empty for none
 */
public record DecodedSpans(List<SpanRecord> spans, int rejected, String reason) {
  public DecodedSpans {
    spans = List.copyOf(spans);
  }
}
