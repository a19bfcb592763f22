package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What the root waited for: pieces of spans that together reach from the root's start to its end
 * without a gap or an overlap. Only what makes one of them shorter makes the trace shorter.
 *
 * <p>The rule is that of CRISP (Zhang et al., USENIX ATC 2022), which Jaeger's page follows as
 * well: go back from the root's end; the child that finished last before the point where one is is
 * what was waited for, so the path runs through it, by the same rule, to its start, and on from
 * there in the parent. What lies between is the parent's own. A child that was still running when a
 * later one on the path began was not what that one waited for.
 *
 * <p>A child counts from its parent's start to its parent's end only, so children that outlive
 * their parent are clipped, and those that lie outside of it are not on the path. A {@code
 * CONSUMER} span that outlives its parent is not on it at all: what handed a message over does not
 * wait for its processing.
 */
final class CriticalPath {
  private static final int NONE = ParentIndex.NONE;

  private final SpanTree tree;
  private final Deque<Walk> walks = new ArrayDeque<>();
  private final List<PathSegment> backwards = new ArrayList<>();

  private CriticalPath(SpanTree tree) {
    this.tree = tree;
  }

  /** The path below a root, in time order; empty if the root took no time. */
  static List<PathSegment> of(SpanTree tree, int root) {
    CriticalPath path = new CriticalPath(tree);
    path.walk(root);
    Collections.reverse(path.backwards);
    return List.copyOf(path.backwards);
  }

  private void walk(int root) {
    walks.push(new Walk(root, tree.starts[root], tree.end(root)));
    while (!walks.isEmpty()) {
      Walk walk = walks.element();
      int child = walk.next();
      if (child == NONE) {
        add(walk.span, walk.from, walk.until);
        walks.pop();
      } else {
        long from = walk.from(child);
        long to = walk.to(child);
        add(walk.span, to, walk.until);
        walk.until = from;
        walks.push(new Walk(child, from, to));
      }
    }
  }

  private void add(int span, long from, long to) {
    if (from < to) {
      backwards.add(new PathSegment(span, from, to));
    }
  }

  /** The way back through one span, between two moments. */
  private final class Walk {
    final int span;
    final long from;
    private final long end;
    private final Integer[] children;
    private int passed;

    /** How far the way back has come. */
    long until;

    Walk(int span, long from, long end) {
      this.span = span;
      this.from = from;
      this.end = end;
      this.until = end;
      this.children = new Integer[tree.childCounts[span]];
      int child = tree.firstChild(span);
      for (int i = 0; i < children.length; i++) {
        children[i] = child;
        child = tree.nextSibling(child);
      }
      // stable: of those that end together, the one that began first was waited for the longest
      Arrays.sort(children, Comparator.<Integer>comparingLong(this::to).reversed());
    }

    long from(int child) {
      return Math.max(from, tree.starts[child]);
    }

    long to(int child) {
      return Math.min(end, tree.end(child));
    }

    int next() {
      while (passed < children.length) {
        int child = children[passed++];
        if (to(child) <= until && from(child) < to(child) && isWaitedFor(child)) {
          return child;
        }
      }
      return NONE;
    }

    private boolean isWaitedFor(int child) {
      return tree.spans.get(child).kind() != SpanKind.CONSUMER || tree.end(child) <= tree.end(span);
    }
  }
}
