package dev.skein.testkit;

import dev.skein.SpanContext;
import dev.skein.export.SpanData;

/** What identifies a span, whichever service it is of. */
record SpanKey(String traceId, String spanId) {
  static SpanKey of(SpanContext span) {
    return new SpanKey(span.traceId(), span.spanId());
  }

  static SpanKey of(SpanData span) {
    return new SpanKey(span.traceId(), span.spanId());
  }
}
