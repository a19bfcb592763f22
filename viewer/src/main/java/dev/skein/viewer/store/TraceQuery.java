package dev.skein.viewer.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are wanted: those that began in a time span and have one span that meets all of the
 * conditions on spans. Immutable.
 *
 * @param fromEpochNanos traces that began then or later
 * @param toEpochNanos traces that began before then; {@code Long.MAX_VALUE} for no limit
 * @param service the span's service; null for any
 * @param caller the service of the span's parent; null for any, or none
 * @param operation the span's name; null for any
 * @param text a part of the span's name, in any case; null for any
 * @param status errors, or traces without one; null for any
 * @param minDurationNanos the span took at least that long
 * @param maxDurationNanos the span took at most that long
 * @param attributes conditions on the span's attributes and those of its resource; all hold
 */
public record TraceQuery(
    long fromEpochNanos,
    long toEpochNanos,
    @Nullable String service,
    @Nullable String caller,
    @Nullable String operation,
    @Nullable String text,
    @Nullable Status status,
    long minDurationNanos,
    long maxDurationNanos,
    List<AttributeTerm> attributes) {
  /** Every trace. */
  public static final TraceQuery ALL =
      new TraceQuery(0, Long.MAX_VALUE, null, null, null, null, null, 0, Long.MAX_VALUE, List.of());

  /** What became of a trace. */
  public enum Status {
    /** The span that meets the other conditions is an error. */
    ERROR,
    /** No span of the trace is an error. */
    OK
  }

  public TraceQuery {
    attributes = List.copyOf(Objects.requireNonNull(attributes, "attributes"));
  }
}
