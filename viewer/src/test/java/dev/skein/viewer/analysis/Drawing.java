package dev.skein.viewer.analysis;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Traces that are drawn: a line is a span, named and indented by two blanks below its parent, with
 * what it is in words (a kind, {@code @service}, {@code !} for a failure); between the bars, a
 * column is a millisecond.
 *
 * <pre>
 * handle SERVER @shop  |##########|
 *   ask CLIENT @shop   |  ####    |
 * </pre>
 */
final class Drawing {
  private Drawing() {}

  /** The analysis of what is drawn. */
  static TraceAnalysis analysis(String drawing) {
    return TraceAnalysis.of(spans(drawing));
  }

  /** The spans that are drawn, with their line numbers for ids. */
  static List<SpanData> spans(String drawing) {
    List<SpanData> spans = new ArrayList<>();
    List<Integer> ancestors = new ArrayList<>();
    for (String line : drawing.lines().toList()) {
      int depth = (line.length() - line.stripLeading().length()) / 2;
      int bar = line.indexOf('|') + 1;
      String[] words = line.substring(0, bar - 1).strip().split(" +");
      int id = spans.size() + 1;
      ancestors.subList(depth, ancestors.size()).clear();
      TestSpan span = TestSpan.span(id, depth == 0 ? 0 : ancestors.get(depth - 1), words[0]);
      ancestors.add(id);
      for (int i = 1; i < words.length; i++) {
        if (words[i].startsWith("@")) {
          span.in(words[i].substring(1));
        } else if (words[i].equals("!")) {
          span.failed("drawn so");
        } else {
          span.kind(SpanKind.valueOf(words[i]));
        }
      }
      spans.add(span.millis(line.indexOf('#') - bar, line.lastIndexOf('#') + 1 - bar).build());
    }
    return spans;
  }

  /** The critical path: {@code "a 0-3, b 3-7"} in milliseconds. */
  static String path(TraceAnalysis trace) {
    List<String> segments = new ArrayList<>();
    for (PathSegment segment : trace.criticalPath()) {
      segments.add(
          String.format(
              Locale.ROOT,
              "%s %d-%d",
              trace.nodes().get(segment.span()).span().name(),
              segment.fromNanos() / TestSpan.MILLI,
              segment.toNanos() / TestSpan.MILLI));
    }
    return String.join(", ", segments);
  }

  /** A figure of every span, in milliseconds: {@code "a 3, b 4"}. */
  static String each(TraceAnalysis trace, ToLongFunction<SpanNode> nanos) {
    List<String> figures = new ArrayList<>();
    for (SpanNode node : trace.nodes()) {
      figures.add(node.span().name() + " " + nanos.applyAsLong(node) / TestSpan.MILLI);
    }
    return String.join(", ", figures);
  }
}
