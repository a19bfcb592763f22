package dev.skein;

/**
 * How much one span may hold. What exceeds a count is left out and counted on the span; what
 * exceeds a length is cut.
 *
 * @param attributeCount attributes of the span; default 128
 * @param attributeValueLength chars of a text and bytes of a byte array; default 4,096
 * @param eventCount events; default 128
 * @param linkCount links; default 128
 * @param eventAttributeCount attributes of one event; default 128
 * @param linkAttributeCount attributes of one link; default 128
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits">OpenTelemetry,
 *     trace SDK, Span Limits</a>
 */
public record SpanLimits(
    int attributeCount,
    int attributeValueLength,
    int eventCount,
    int linkCount,
    int eventAttributeCount,
    int linkAttributeCount) {
  private static final SpanLimits DEFAULTS = new SpanLimits(128, 4096, 128, 128, 128, 128);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException when one is negative
   */
  public SpanLimits {
    if ((attributeCount
            | attributeValueLength
            | eventCount
            | linkCount
            | eventAttributeCount
            | linkAttributeCount)
        < 0) {
      throw new IllegalArgumentException("A span limit must not be negative");
    }
  }

  /** The defaults. */
  public static SpanLimits defaults() {
    return DEFAULTS;
  }
}
