package dev.skein.viewer.store;

import dev.skein.export.SpanData;
import java.util.Map;

/**
 * What spans come from. Read once for many spans that were read without it. Immutable if the
 * resource is.
 *
 * @param resource the attributes of the resource, which is shared by the spans
 * @param scopeName the name of the instrumentation scope; may be empty
 * @param scopeVersion its version; may be empty
 */
public record SpanOrigin(Map<String, Object> resource, String scopeName, String scopeVersion) {
  /** Where nothing is known. */
  public static final SpanOrigin UNKNOWN = new SpanOrigin(Map.of(), "", "");

  /** The span, as one that comes from here. */
  public SpanData given(SpanData span) {
    return new SpanData(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        span.flags(),
        span.name(),
        span.kind(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        span.attributes(),
        span.droppedAttributesCount(),
        span.events(),
        span.droppedEventsCount(),
        span.links(),
        span.droppedLinksCount(),
        span.statusCode(),
        span.statusMessage(),
        resource,
        scopeName,
        scopeVersion);
  }
}
