package dev.skein.viewer.analysis;

/**
 * A piece of the critical path: from one moment to a later one, the trace waited for this span
 * itself. Times are nanoseconds since the trace's start.
 *
 * @param span the number of the {@link SpanNode}
 * @param fromNanos when it begins
 * @param toNanos when it ends; after the beginning
 */
public record PathSegment(int span, long fromNanos, long toNanos) {
  /** How long it is. */
  public long durationNanos() {
    return toNanos - fromNanos;
  }
}
