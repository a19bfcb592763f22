package dev.skein.viewer.ingest;

import dev.skein.viewer.store.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of one body as they are found, and how many of them cannot be kept. */
final class SpanCollector {
  /** The terms of a resource are those of each of its spans: few bytes could become very many. */
  private static final long TERMS_PER_BYTE = 2;

  private static final long TERMS_AT_LEAST = 1 << 18;

  private final List<SpanRecord> spans = new ArrayList<>();
  private long termsLeft;
  private int rejected;
  private String reason = "";

  /** For a body of so many bytes. */
  SpanCollector(int bodyBytes) {
    termsLeft = TERMS_AT_LEAST + TERMS_PER_BYTE * bodyBytes;
  }

  /** Takes a span, or if there is none, what the problem with it was. */
  void add(@Nullable SpanRecord span, String problem) throws MalformedSpansException {
    if (span == null) {
      reject(problem);
      return;
    }
    termsLeft -= span.terms().length;
    if (termsLeft < 0) {
      throw new MalformedSpansException(
          "resources of so many attributes, and so many spans of them, that they cannot be indexed");
    }
    spans.add(span);
  }

  /** Counts a span that cannot be kept. */
  void reject(String problem) {
    if (rejected == 0) {
      reason = "span " + (spans.size() + 1) + " of this body has " + problem;
    }
    rejected++;
  }

  DecodedSpans result() {
    return new DecodedSpans(spans, rejected, reason);
  }
}
