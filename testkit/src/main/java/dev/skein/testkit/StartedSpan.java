package dev.skein.testkit;

import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A span that has started and that has not been exported. Immutable, but for the span itself. */
record StartedSpan(Span span, SpanContext parent, Instant start, Origin origin) {
  /** How long it has been open, for a line of a tree. */
  String summary() {
    double seconds = (System.currentTimeMillis() - start.toEpochMilli()) / 1e3;
    return String.format(Locale.ROOT, "OPEN for %.3f s", seconds);
  }

  /** Name, id, how long it has been open, and where it was started. */
  @Override
  public String toString() {
    return '"'
        + PrintableText.of(span.name())
        + "\" "
        + span.spanId()
        + ", "
        + summary()
        + ", started "
        + origin;
  }

  /** Its place in the tree; name and place are all that is known before the end. */
  SpanData placeholder(String serviceName) {
    boolean root = !parent.isValid();
    return new SpanData(
        span.traceId(),
        span.spanId(),
        root ? "" : parent.spanId(),
        "",
        !root && parent.isRemote() ? 0x301 : 0x101,
        span.name(),
        span.kind(),
        start.getEpochSecond() * 1_000_000_000L + start.getNano(),
        0,
        Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        StatusCode.UNSET,
        "",
        serviceName.isEmpty() ? Map.of() : Map.of("service.name", serviceName),
        "",
        "");
  }
}
