package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two traces beside each other. Spans belong together when their paths from the root do, of
 * service, kind and name; siblings of one path are one row. Immutable.
 *
 * @param rows in tree order: as in the left trace; what only the right one has comes after what it
 *     follows there
 */
public record Comparison(List<Row> rows) {
  private static final int NONE = -1;

  /**
   * The spans of one path; at least one side has some.
   *
   * @param depth how long the path is; 0 for roots
   * @param service the name of the service
   * @param name the name of the spans
   * @param kind their kind
   * @param left those of the left trace; null if it has none
   * @param right those of the right trace; null if it has none
   */
  public record Row(
      int depth,
      String service,
      String name,
      SpanKind kind,
      @Nullable Side left,
      @Nullable Side right) {}

  /**
   * What the spans of one path amount to in one trace.
   *
   * @param count how many they are
   * @param totalNanos the sum of their durations
   * @param selfNanos the sum of the time they spent themselves
   * @param errorCount how many of them are errors
   */
  public record Side(int count, long totalNanos, long selfNanos, int errorCount) {
    static Side of(SpanNode node) {
      return new Side(1, node.durationNanos(), node.selfNanos(), node.failed() ? 1 : 0);
    }

    Side plus(@Nullable Side other) {
      return other == null
          ? this
          : new Side(
              count + other.count,
              saturatedSum(totalNanos, other.totalNanos),
              saturatedSum(selfNanos, other.selfNanos),
              errorCount + other.errorCount);
    }

    private static long saturatedSum(long a, long b) {
      return a + b < 0 ? Long.MAX_VALUE : a + b;
    }
  }

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** Puts two traces beside each other. */
  public static Comparison of(TraceAnalysis left, TraceAnalysis right) {
    Paths paths = new Paths();
    paths.add(left, true);
    paths.add(right, false);
    return new Comparison(paths.rows());
  }

  /** Comparable, for whoever sends spans can choose texts that have one hash. */
  private record Step(int parent, String service, SpanKind kind, String name)
      implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
        Comparator.comparingInt(Step::parent)
            .thenComparing(Step::name)
            .thenComparing(Step::service)
            .thenComparing(Step::kind);

    @Override
    public int compareTo(Step other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Path {
    final Step step;
    final int depth;
    int firstChild = NONE;
    int next = NONE;

    /** The child that the trace being added had last; new ones go behind it. */
    int lastChild = NONE;

    @Nullable Side left;
    @Nullable Side right;

    Path(Step step, int depth) {
      this.step = step;
      this.depth = depth;
    }

    Row row() {
      return new Row(depth, step.service, step.name, step.kind, left, right);
    }
  }

  /** The paths of both traces as a tree; number 0 is above the roots. */
  private static final class Paths {
    private final List<Path> paths = new ArrayList<>();
    private final Map<Step, Integer> numbers = new HashMap<>();

    Paths() {
      paths.add(new Path(new Step(NONE, "", SpanKind.INTERNAL, ""), NONE));
    }

    void add(TraceAnalysis trace, boolean left) {
      paths.forEach(path -> path.lastChild = NONE);
      int[] pathOf = new int[trace.nodes().size()];
      for (SpanNode node : trace.nodes()) {
        int parent = node.parent() < 0 ? 0 : pathOf[node.parent()];
        int number = path(parent, node);
        pathOf[node.index()] = number;
        Path path = paths.get(number);
        if (left) {
          path.left = Side.of(node).plus(path.left);
        } else {
          path.right = Side.of(node).plus(path.right);
        }
      }
    }

    private int path(int parentNumber, SpanNode node) {
      Step step = new Step(parentNumber, node.service(), node.span().kind(), node.span().name());
      Path parent = paths.get(parentNumber);
      Integer number = numbers.get(step);
      if (number == null) {
        number = paths.size();
        numbers.put(step, number);
        Path path = new Path(step, parent.depth + 1);
        paths.add(path);
        if (parent.lastChild == NONE) {
          path.next = parent.firstChild;
          parent.firstChild = number;
        } else {
          Path before = paths.get(parent.lastChild);
          path.next = before.next;
          before.next = number;
        }
      }
      parent.lastChild = number;
      return number;
    }

    List<Row> rows() {
      List<Row> rows = new ArrayList<>(paths.size() - 1);
      int[] pending = new int[paths.size() + 1];
      int depth = 0;
      pending[0] = paths.get(0).firstChild;
      while (depth >= 0) {
        if (pending[depth] == NONE) {
          depth--;
          continue;
        }
        Path path = paths.get(pending[depth]);
        rows.add(path.row());
        pending[depth] = path.next;
        pending[++depth] = path.firstChild;
      }
      return rows;
    }
  }
}
