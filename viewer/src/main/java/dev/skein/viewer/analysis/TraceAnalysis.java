package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one trace says: its spans as a tree, with corrected times, and the time that each spent
 * itself; its critical path; hints. Immutable and thread-safe.
 *
 * <p>Any spans make a tree. One whose parent is not here begins a tree of its own and keeps its
 * place in time; so does one that would be its own ancestor. Both sides of a call that share an id,
 * as Zipkin's do, become parent and child. Where clocks differ, what was called is moved into the
 * call: {@link SpanNode#skewNanos()} says by how much. A span that ended before it began took no
 * time. The result does not depend on the order of the spans.
 *
 * <p>It takes time in proportion to the number of spans (and the logarithm of that, for sorting),
 * whatever the shape of the tree: 10,000 spans are a matter of milliseconds.
 */
public final class TraceAnalysis {
  private final SpanTree tree;
  private final List<SpanNode> nodes;
  private final int root;
  private final long durationNanos;
  private final int errorCount;
  private final boolean complete;
  private final List<String> services;
  private final List<PathSegment> criticalPath;
  private final List<Hint> hints;

  private TraceAnalysis(SpanTree tree) {
    this.tree = tree;
    this.root = mainRoot(tree);
    this.criticalPath = CriticalPath.of(tree, root);
    long[] critical = new long[tree.size()];
    for (PathSegment segment : criticalPath) {
      critical[segment.span()] += segment.durationNanos();
    }
    List<SpanNode> nodes = new ArrayList<>(tree.size());
    Set<String> services = new LinkedHashSet<>();
    long end = 0;
    int errors = 0;
    boolean complete = false;
    for (int span = 0; span < tree.size(); span++) {
      SpanNode node = node(span, critical[span]);
      nodes.add(node);
      services.add(node.service());
      end = Math.max(end, node.endNanos());
      errors += node.failed() ? 1 : 0;
      complete |= node.parent() < 0 && !node.missingParent();
    }
    this.nodes = List.copyOf(nodes);
    this.services = List.copyOf(services);
    this.durationNanos = end;
    this.errorCount = errors;
    this.complete = complete && nodes.stream().noneMatch(SpanNode::missingParent);
    this.hints = Hints.of(new NodeTree(this.nodes, root, Math.max(1, end)));
  }

  /**
   * Analyses the spans of one trace.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static TraceAnalysis of(List<SpanData> spans) {
    return new TraceAnalysis(SpanTree.of(Objects.requireNonNull(spans, "spans")));
  }

  /** The first true root; where there is none, the first span. */
  private static int mainRoot(SpanTree tree) {
    for (int span = 0; span < tree.size(); span += tree.descendantCounts[span] + 1) {
      if (!tree.missing[span]) {
        return span;
      }
    }
    return 0;
  }

  private SpanNode node(int span, long criticalNanos) {
    return new SpanNode(
        span,
        tree.parents[span],
        tree.depths[span],
        tree.starts[span],
        tree.durations[span],
        selfNanos(span),
        criticalNanos,
        tree.skews[span],
        tree.missing[span],
        tree.childCounts[span],
        tree.descendantCounts[span],
        Processes.service(tree.spans.get(span)),
        tree.spans.get(span));
  }

  /** Children come by their start, so what they cover together can be told in one pass. */
  private long selfNanos(int span) {
    long self = tree.durations[span];
    long covered = tree.starts[span];
    for (int child = tree.firstChild(span); child >= 0; child = tree.nextSibling(child)) {
      long from = Math.max(covered, tree.starts[child]);
      long to = Math.min(tree.end(span), tree.end(child));
      if (to > from) {
        self -= to - from;
        covered = to;
      }
    }
    return self;
  }

  /** The trace's id: 32 lower-case hexadecimal digits. */
  public String traceId() {
    return nodes.get(0).span().traceId();
  }

  /** When the first span began, after correction: nanoseconds since 1970-01-01T00:00Z. */
  public long startEpochNanos() {
    return tree.startEpochNanos;
  }

  /** From the first span's start to the last one's end, in nanoseconds. */
  public long durationNanos() {
    return durationNanos;
  }

  /** How many spans are errors. */
  public int errorCount() {
    return errorCount;
  }

  /** Whether there is a root and no parent is missing. */
  public boolean complete() {
    return complete;
  }

  /** The names of the services that took part, in the order in which they come in the tree. */
  public List<String> services() {
    return services;
  }

  /** The spans in tree order. */
  public List<SpanNode> nodes() {
    return nodes;
  }

  /**
   * The number of the span where the trace begins: the first without a parent, or where every tree
   * lacks its parent, the first of all.
   */
  public int root() {
    return root;
  }

  /**
   * What the trace waited for, in time order and without an overlap: pieces that reach from the
   * start of {@link #root()} to its end without a gap. Found from the end backwards: the child that
   * finished last is what was waited for (CRISP, USENIX ATC 2022); children that outlive their
   * parent are clipped, consumers that do so were not waited for.
   *
   * <p>Before the root began and when it has ended, the path runs through other roots, spans whose
   * parent is missing, consumers that outlive their parent and what begins when its parent has
   * ended, by the same rule; there may be gaps between them. Where no root has come, these stand
   * for it, consumers only where there is nobody else.
   */
  public List<PathSegment> criticalPath() {
    return criticalPath;
  }

  /** What a person would say of it, most urgent first. */
  public List<Hint> hints() {
    return hints;
  }
}
