package dev.skein.viewer.terminal;

import dev.skein.viewer.analysis.TraceAnalysis;

/** A trace as a terminal shows it: a line with its id, and its waterfall. */
public final class TraceText {
  private TraceText() {}

  /** Both, as wide as they take, each line ended by a line feed. */
  public static String of(TraceAnalysis trace, Style style) {
    return of(trace, style, Integer.MAX_VALUE);
  }

  static String of(TraceAnalysis trace, Style style, int columns) {
    return style.faint(headLine(trace))
        + "\n"
        + Waterfall.of(trace, style, columns, Waterfall.DEFAULT_ROWS);
  }

  /** What a trace consists of, such as {@code trace ID: 10 spans, 4 services, complete}. */
  public static String headLine(TraceAnalysis trace) {
    return "trace "
        + trace.traceId()
        + ": "
        + number(trace.nodes().size(), "span")
        + ", "
        + number(trace.services().size(), "service")
        + ", "
        + (trace.complete() ? "complete" : "incomplete");
  }

  static String number(long count, String what) {
    return ByteSize.count(count) + " " + what + (count == 1 ? "" : "s");
  }
}
