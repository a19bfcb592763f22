package dev.skein.export;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.internal.Printable;
import java.util.List;
import java.util.Map;

/**
 * A span as {@link OtlpReader} found it. Immutable.
 *
 * <p>Attribute values are {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code
 * byte[]}, a {@code List} of such values or a {@code Map} from names to such values, in the order
 * in which they were written. A value that is not set is left out of a map and is null in a list.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param parentSpanId 16 lower-case hexadecimal digits, or empty for a root
 * @param traceState the value of the W3C trace state header; empty for none
 * @param flags OTLP's flags: the W3C trace flags in the low eight bits, then {@code 0x100} (it is
 *     known whether the parent is remote) and {@code 0x200} (it is)
 * @param startEpochNanos nanoseconds since 1970-01-01T00:00Z, unsigned
 * @param endEpochNanos nanoseconds since 1970-01-01T00:00Z, unsigned
 * @param statusMessage empty unless the status is an error with a description
 * @param resource the attributes of what produced the span
 * @param scopeName the name of the instrumentation scope; empty for none
 * @param scopeVersion its version; empty for none
 */
public record SpanData(
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    int flags,
    String name,
    SpanKind kind,
    long startEpochNanos,
    long endEpochNanos,
    Map<String, Object> attributes,
    int droppedAttributesCount,
    List<Event> events,
    int droppedEventsCount,
    List<Link> links,
    int droppedLinksCount,
    StatusCode statusCode,
    String statusMessage,
    Map<String, Object> resource,
    String scopeName,
    String scopeVersion) {

  /** Something that happened during a span. */
  public record Event(
      String name, long epochNanos, Map<String, Object> attributes, int droppedAttributesCount) {
    /** Name and attributes, on one line: control characters are replaced. */
    @Override
    public String toString() {
      return Printable.clean(name + " " + attributes);
    }
  }

  /** A reference to another span; its fields are those of {@link SpanData}. */
  public record Link(
      String traceId,
      String spanId,
      String traceState,
      int flags,
      Map<String, Object> attributes,
      int droppedAttributesCount) {}

  /** How long the span took; negative if it ended before it began. */
  public long durationNanos() {
    return endEpochNanos - startEpochNanos;
  }

  /** Whether the span has no parent. */
  public boolean isRoot() {
    return parentSpanId.isEmpty();
  }

  /** Whether OTLP's flags say that the parent came from another process. */
  public boolean hasRemoteParent() {
    return (flags & 0x300) == 0x300;
  }

  /** What a person wants to see of it, on one line: control characters are replaced. */
  @Override
  public String toString() {
    return Printable.clean(
        "SpanData["
            + traceId
            + "-"
            + spanId
            + " "
            + kind
            + " \""
            + name
            + "\" "
            + statusCode
            + " "
            + attributes
            + " "
            + events
            + "]");
  }
}
