package dev.skein.viewer.analysis;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;

/**
 * A span in its trace's tree. Nodes are numbered in tree order: a parent before its children, and
 * the descendants of a node directly after it. Immutable.
 *
 * @param index its number
 * @param parent the number of its parent; -1 where a tree begins
 * @param depth how many ancestors it has
 * @param offsetNanos when it began, after correction, in nanoseconds since the trace's start
 * @param durationNanos how long it took; zero if it ended before it began
 * @param selfNanos time in which none of its children ran
 * @param criticalNanos time that it spent on the critical path itself
 * @param skewNanos by how much it was moved, because clocks differ
 * @param missingParent whether it names a parent that is not here, or that cannot be its parent
 * @param childCount how many children it has
 * @param descendantCount how many descendants it has
 * @param service the name of its service
 * @param span all that is known of it
 */
public record SpanNode(
    int index,
    int parent,
    int depth,
    long offsetNanos,
    long durationNanos,
    long selfNanos,
    long criticalNanos,
    long skewNanos,
    boolean missingParent,
    int childCount,
    int descendantCount,
    String service,
    SpanData span) {
  /** When it ended, after correction, in nanoseconds since the trace's start. */
  public long endNanos() {
    return offsetNanos + durationNanos;
  }

  /** Whether its status is an error. */
  public boolean failed() {
    return span.statusCode() == StatusCode.ERROR;
  }
}
