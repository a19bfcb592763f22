package dev.skein.viewer.ingest;

import dev.skein.viewer.store.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of one body as they are found, and how many of them cannot be kept. */
final class SpanCollector {
  private final List<SpanRecord> spans = new ArrayList<>();
  private int rejected;
  private String reason = "";

  /** Takes a span, or if there is none, what the problem with it was. */
  void add(@Nullable SpanRecord span, String problem) {
    if (span == null) {
      if (rejected == 0) {
        reason = "span " + (spans.size() + 1) + " of this body has " + problem;
      }
      rejected++;
    } else {
      spans.add(span);
    }
  }

  DecodedSpans result() {
    return new DecodedSpans(spans, rejected, reason);
  }
}
