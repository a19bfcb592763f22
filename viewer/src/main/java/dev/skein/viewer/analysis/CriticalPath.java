package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the trace waited for: pieces of spans that together reach from the root's start to its end
 * without a gap or an overlap, and go on with what came before and after it. Only what makes one of
 * them shorter makes the trace shorter.
 *
 * <p>The rule is that of CRISP (Zhang et al., USENIX ATC 2022), which Jaeger's page follows as
 * well: go back from the root's end; the child that finished last before the point where one is is
 * what was waited for, so the path runs through it, by the same rule, to its start, and on from
 * there in the parent. What lies between is the parent's own. A child that was still running when a
 * later one on the path began was not what that one waited for.
 *
 * <p>A child counts from its parent's start to its parent's end only, so children that outlive
 * their parent are clipped. Nobody waits for a child that begins when its parent has ended, nor for
 * a {@code CONSUMER} span that outlives its parent: what handed a message over does not wait for
 * its processing.
 *
 * <p>Not all that belongs to a trace is below its root: there are other roots, spans whose parent
 * has not come, and those that nobody waited for, the work that a message sets off above all.
 * Before the root began and when it has ended, the path runs through these: back from the end of
 * the trace, through the one that finished last to its start, and on from there through the one
 * that finished last of those that had begun by then, since nothing says that they ran for each
 * other. There is a gap where none of them ran. While the root ran, what it waited for is all that
 * is known to count.
 *
 * <p>Where the root itself has not come, all of these stand for it by the same rule, from the first
 * one's start to the last one's end; consumers only where there is nobody else.
 */
final class CriticalPath {
  private static final int NONE = ParentIndex.NONE;

  private final SpanTree tree;
  private final Deque<Walk> walks = new ArrayDeque<>();
  private final List<PathSegment> backwards = new ArrayList<>();

  private CriticalPath(SpanTree tree) {
    this.tree = tree;
  }

  /**
   * The path in time order.
   *
   * @param root where it goes if it is a true root; otherwise no root has come
   */
  static List<PathSegment> of(SpanTree tree, int root) {
    CriticalPath path = new CriticalPath(tree);
    List<Integer> unawaited = path.unawaited();
    path.walk(tree.missing[root] ? path.standIns(unawaited) : List.of(root), unawaited);
    Collections.reverse(path.backwards);
    return List.copyOf(path.backwards);
  }

  /** Those that took time and that nobody is known to have waited for. */
  private List<Integer> unawaited() {
    return IntStream.range(0, tree.size())
        .filter(span -> tree.durations[span] > 0 && !isWaitedFor(span))
        .boxed()
        .toList();
  }

  /** Who stands for a missing root. */
  private List<Integer> standIns(List<Integer> unawaited) {
    List<Integer> standIns = unawaited.stream().filter(span -> !isConsumer(span)).toList();
    return standIns.isEmpty() ? unawaited : standIns;
  }

  private boolean isConsumer(int span) {
    return tree.spans.get(span).kind() == SpanKind.CONSUMER;
  }

  private boolean isWaitedFor(int span) {
    int parent = tree.parents[span];
    return parent != NONE
        && tree.starts[span] < tree.end(parent)
        && !(isConsumer(span) && tree.end(span) > tree.end(parent));
  }

  private void walk(List<Integer> roots, List<Integer> others) {
    long start = roots.stream().mapToLong(root -> tree.starts[root]).min().orElse(0);
    long end = roots.stream().mapToLong(tree::end).max().orElse(0);
    walk(new Walk(NONE, end, Long.MAX_VALUE, others));
    walk(new Walk(NONE, start, end, roots));
    walk(new Walk(NONE, 0, start, others));
  }

  private void walk(Walk first) {
    walks.push(first);
    while (!walks.isEmpty()) {
      Walk walk = walks.element();
      int child = walk.next();
      if (child == NONE) {
        add(walk.span, walk.from, walk.until);
        walks.pop();
      } else {
        long from = walk.from(child);
        long to = Math.min(walk.to(child), walk.until);
        add(walk.span, to, walk.until);
        walk.until = from;
        walks.push(new Walk(child, from, to, children(child)));
      }
    }
  }

  private List<Integer> children(int span) {
    List<Integer> children = new ArrayList<>(tree.childCounts[span]);
    for (int child = tree.firstChild(span); child != NONE; child = tree.nextSibling(child)) {
      if (isWaitedFor(child)) {
        children.add(child);
      }
    }
    return children;
  }

  private void add(int span, long from, long to) {
    if (span != NONE && from < to) {
      backwards.add(new PathSegment(span, from, to));
    }
  }

  /** The way back through one span, or none, between two moments, and through some below it. */
  private final class Walk {
    final int span;
    final long from;
    private final long end;
    private final List<Integer> children;
    private int passed;

    /** How far the way back has come. */
    long until;

    Walk(int span, long from, long end, List<Integer> children) {
      this.span = span;
      this.from = from;
      this.end = end;
      this.until = end;
      this.children = new ArrayList<>(children);
      // stable: of those that end together, the one that began first was waited for the longest
      this.children.sort(Comparator.<Integer>comparingLong(this::to).reversed());
    }

    long from(int child) {
      return Math.max(from, tree.starts[child]);
    }

    long to(int child) {
      return Math.min(end, tree.end(child));
    }

    int next() {
      while (passed < children.size()) {
        int child = children.get(passed++);
        // of one that is no child, nothing says that it ended before the other began
        boolean over = span == NONE || to(child) <= until;
        if (over && from(child) < Math.min(to(child), until)) {
          return child;
        }
      }
      return NONE;
    }
  }
}
