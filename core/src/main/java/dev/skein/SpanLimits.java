package dev.skein;

/**
 * How much one span may hold. What exceeds a count is left out and counted on the span; what
 * exceeds a length is cut.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits">OpenTelemetry,
 *     trace SDK, Span Limits</a>
 */
final class SpanLimits {
  private final int attributeCount;
  private final int attributeValueLength;
  private final int eventCount;
  private final int linkCount;
  private final int eventAttributeCount;
  private final int linkAttributeCount;

  SpanLimits(SkeinOptions options) {
    this.attributeCount = options.attributeCountLimit();
    this.attributeValueLength = options.attributeValueLengthLimit();
    this.eventCount = options.eventCountLimit();
    this.linkCount = options.linkCountLimit();
    this.eventAttributeCount = options.eventAttributeCountLimit();
    this.linkAttributeCount = options.linkAttributeCountLimit();
  }

  /** Attributes of the span. */
  int attributeCount() {
    return attributeCount;
  }

  /** Chars of a text and bytes of a byte array. */
  int attributeValueLength() {
    return attributeValueLength;
  }

  int eventCount() {
    return eventCount;
  }

  int linkCount() {
    return linkCount;
  }

  /** Attributes of one event. */
  int eventAttributeCount() {
    return eventAttributeCount;
  }

  /** Attributes of one link. */
  int linkAttributeCount() {
    return linkAttributeCount;
  }
}
