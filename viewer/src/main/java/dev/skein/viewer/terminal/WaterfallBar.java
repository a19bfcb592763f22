package dev.skein.viewer.terminal;

import dev.skein.viewer.analysis.PathSegment;
import dev.skein.viewer.analysis.SpanNode;
import java.util.List;

/**
 * Where a span lies in time: blocks from its start to its end, to an eighth of a column, at least a
 * sliver; solid where the critical path runs through the span itself, else shaded.
 */
final class WaterfallBar {
  private static final char[] EIGHTHS = " ▏▎▍▌▋▊▉█".toCharArray();
  private static final char SHADE = '░';

  private final double scale;

  WaterfallBar(long totalNanos, int columns) {
    this.scale = columns * 8.0 / Math.max(1, totalNanos);
  }

  /**
   * The bar of a span.
   *
   * @param critical the pieces of the critical path that are the span's own, in time order
   */
  String of(SpanNode node, List<PathSegment> critical) {
    long from = eighths(node.offsetNanos());
    long to = Math.max(from + 1, eighths(node.endNanos()));
    StringBuilder bar = new StringBuilder(" ".repeat((int) (from / 8)));
    int segment = 0;
    for (long column = from / 8; column * 8 < to; column++) {
      long left = Math.max(from, column * 8);
      long right = Math.min(to, column * 8 + 8);
      while (segment < critical.size()
          && eighths(critical.get(segment).toNanos()) * 2 <= left + right) {
        segment++;
      }
      boolean solid =
          segment < critical.size()
              && eighths(critical.get(segment).fromNanos()) * 2 <= left + right;
      // A bar that begins within a column begins at its left edge: there is no block for the right.
      boolean sliver = to - from < 8;
      bar.append(solid || sliver ? EIGHTHS[(int) Math.min(8, to - column * 8)] : SHADE);
    }
    return bar.toString();
  }

  private long eighths(long nanos) {
    return Math.round(nanos * scale);
  }
}
