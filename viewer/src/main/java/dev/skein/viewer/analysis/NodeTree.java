package dev.skein.viewer.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What hints are found in.
 *
 * @param nodes the spans in tree order
 * @param root where the trace begins
 * @param durationNanos how long the trace took, at least 1
 */
record NodeTree(List<SpanNode> nodes, int root, long durationNanos) {
  SpanNode node(int index) {
    return nodes.get(index);
  }

  /** The children of a span in the order of their starts. */
  List<SpanNode> children(SpanNode node) {
    List<SpanNode> children = new ArrayList<>(node.childCount());
    int child = node.index() + 1;
    for (int i = 0; i < node.childCount(); i++) {
      children.add(nodes.get(child));
      child += nodes.get(child).descendantCount() + 1;
    }
    return children;
  }

  /** The span on the other side of a call: the first child that receives. */
  @Nullable SpanNode callee(SpanNode call) {
    for (SpanNode child : children(call)) {
      if (Roles.receives(child.span().kind())) {
        return child;
      }
    }
    return null;
  }

  /** Whether that long is at least such a part of the trace. */
  boolean isPart(long nanos, double part) {
    return nanos >= durationNanos * part;
  }

  /** What part of the trace that is, for people. */
  String share(long nanos) {
    long percent = Math.round(100.0 * nanos / durationNanos);
    return percent < 1 ? "less than 1 % of the trace" : percent + " % of the trace";
  }
}
