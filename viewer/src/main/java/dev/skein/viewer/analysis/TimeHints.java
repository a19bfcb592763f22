package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the time went: the span that took the most itself, and time of which no span tells. */
final class TimeHints {
  /** A hole is only seen by somebody who looks at the whole trace if it is this part of it. */
  static final double MIN_GAP_PART = 0.25;

  /** A shorter hole is what code takes that has not been compiled yet. */
  static final long MIN_GAP_NANOS = 10_000_000;

  private final NodeTree tree;

  private TimeHints(NodeTree tree) {
    this.tree = tree;
  }

  static List<Hint> find(NodeTree tree) {
    TimeHints hints = new TimeHints(tree);
    List<Hint> found = new ArrayList<>();
    hints.silence(found);
    hints.gap(found);
    hints.slowest(found);
    return found;
  }

  private boolean isConsiderable(long nanos) {
    return nanos >= MIN_GAP_NANOS && tree.isPart(nanos, MIN_GAP_PART);
  }

  /** The longest time in which no span at all ran. */
  private void silence(List<Hint> found) {
    List<SpanNode> inTime = new ArrayList<>(tree.nodes());
    inTime.sort(Comparator.comparingLong(SpanNode::offsetNanos));
    SpanNode last = inTime.get(0);
    @Nullable SpanNode before = null;
    @Nullable SpanNode after = null;
    long longest = 0;
    for (SpanNode node : inTime) {
      if (node.offsetNanos() - last.endNanos() > longest) {
        longest = node.offsetNanos() - last.endNanos();
        before = last;
        after = node;
      }
      last = node.endNanos() > last.endNanos() ? node : last;
    }
    if (before != null && after != null && isConsiderable(longest)) {
      found.add(
          new Hint(
              Hint.Kind.GAP,
              "No span runs for " + DurationText.of(longest),
              "Between the end of "
                  + Words.span(before)
                  + " and the start of "
                  + Words.span(after)
                  + " nothing was recorded: "
                  + tree.share(longest)
                  + ". A message may have waited in a queue, or somebody who sends no spans was at"
                  + " work.",
              List.of(
                  Math.min(before.index(), after.index()),
                  Math.max(before.index(), after.index()))));
    }
  }

  /** The longest time between two children of a span in which it did something by itself. */
  private void gap(List<Hint> found) {
    @Nullable SpanNode before = null;
    @Nullable SpanNode after = null;
    long longest = 0;
    for (SpanNode node : tree.nodes()) {
      // the time that a call spends itself is the network's, and known as such
      if (node.childCount() < 2 || node.span().kind() == SpanKind.CLIENT) {
        continue;
      }
      @Nullable SpanNode last = null;
      for (SpanNode child : tree.children(node)) {
        if (last != null && child.offsetNanos() < node.endNanos()) {
          long gap = child.offsetNanos() - Math.max(last.endNanos(), node.offsetNanos());
          if (gap > longest) {
            longest = gap;
            before = last;
            after = child;
          }
        }
        last = last == null || child.endNanos() > last.endNanos() ? child : last;
      }
    }
    if (before != null && after != null && isConsiderable(longest)) {
      SpanNode parent = tree.node(before.parent());
      found.add(
          new Hint(
              Hint.Kind.GAP,
              "Nothing is recorded for " + DurationText.of(longest) + " of " + Words.span(parent),
              "Between "
                  + Words.quoted(before.span().name())
                  + " and "
                  + Words.quoted(after.span().name())
                  + " it does something that no span tells of: "
                  + tree.share(longest)
                  + ". A span of its own around that would show what.",
              List.of(parent.index(), before.index(), after.index())));
    }
  }

  private void slowest(List<Hint> found) {
    SpanNode slowest = tree.node(0);
    for (SpanNode node : tree.nodes()) {
      slowest = node.selfNanos() > slowest.selfNanos() ? node : slowest;
    }
    if (slowest.selfNanos() > 0) {
      found.add(
          new Hint(
              Hint.Kind.SLOWEST_SELF_TIME,
              Words.span(slowest) + " takes the most time itself",
              DurationText.of(slowest.selfNanos())
                  + " of its own, "
                  + tree.share(slowest.selfNanos())
                  + explanation(slowest),
              List.of(slowest.index())));
    }
  }

  private String explanation(SpanNode node) {
    if (Roles.sends(node.span().kind())) {
      @Nullable SpanNode callee = tree.callee(node);
      String name = Words.callee(node.span());
      return callee == null
          ? ": it waits for "
              + (name.isEmpty() ? "somebody who" : name + ", which")
              + " sends no span."
          : ", while "
              + Words.service(callee.service())
              + " is not at work for it: the network, a connection, or a queue.";
    }
    return switch (node.childCount()) {
      case 0 -> ".";
      case 1 -> ", while its child does not run.";
      default -> ", while none of its " + node.childCount() + " children runs.";
    };
  }
}
