package dev.skein.samples;

import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;

/**
 * The shape of a trace as text: service, kind, name and an error mark, indented below the parent.
 */
public final class Outline {
  private Outline() {}

  /** The outline of a trace. */
  public static String of(Trace trace) {
    StringBuilder text = new StringBuilder();
    trace.roots().forEach(root -> append(trace, root, 0, text));
    for (SpanData orphan : trace.orphans()) {
      text.append("(the parent of the next span is missing)\n");
      append(trace, orphan, 0, text);
    }
    return text.toString();
  }

  private static void append(Trace trace, SpanData span, int depth, StringBuilder text) {
    text.append("  ".repeat(depth)).append(Trace.service(span)).append(' ').append(span.kind());
    text.append(' ').append(span.name());
    text.append(span.statusCode() == StatusCode.ERROR ? " !\n" : "\n");
    trace.children(span).forEach(child -> append(trace, child, depth + 1, text));
  }
}
