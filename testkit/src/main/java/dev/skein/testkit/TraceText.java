package dev.skein.testkit;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes traces for people. */
final class TraceText {
  private static final int MAX_INDENTATION = 50;

  private record Placed(SpanData span, int depth) {}

  private final Trace trace;

  /** The spans that are not here yet, by id; the trace has placeholders for them. */
  private final Map<String, StartedSpan> missing;

  private final StringBuilder out = new StringBuilder();
  private final Set<SpanData> written = Collections.newSetFromMap(new IdentityHashMap<>());

  private TraceText(Trace trace, Map<String, StartedSpan> missing) {
    this.trace = trace;
    this.missing = missing;
  }

  static String of(Trace trace) {
    return of(trace, Map.of());
  }

  /** A trace that has placeholders for some spans. */
  static String of(Trace trace, Map<String, StartedSpan> missing) {
    return new TraceText(trace, missing).write();
  }

  /** One span on one line. */
  static String of(SpanData span) {
    StringBuilder out = new StringBuilder();
    describe(span, out, null);
    return out.toString();
  }

  private String write() {
    out.append("trace ").append(trace.traceId());
    out.append(": ").append(trace.spans().size()).append(" spans, ");
    out.append(trace.services().size()).append(" services, ");
    String flaws = trace.flaws();
    if (!missing.isEmpty()) {
      long open = trace.spans().stream().filter(s -> missing.containsKey(s.spanId())).count();
      flaws = open + " of them open" + (flaws.isEmpty() ? "" : ", " + flaws);
    }
    out.append(flaws.isEmpty() ? "complete" : "incomplete (" + flaws + ")");
    trace.roots().forEach(root -> write(root, 1));
    for (SpanData orphan : trace.orphans()) {
      if (!written.contains(orphan)) {
        out.append("\n  parent ").append(orphan.parentSpanId()).append(" is not here:");
        write(orphan, 2);
      }
    }
    // Spans that are each other's ancestors hang from no root and no orphan.
    for (SpanData span : trace.spans()) {
      if (!written.contains(span)) {
        out.append("\n  in a circle:");
        write(span, 2);
      }
    }
    return out.toString();
  }

  /** Without recursion: a trace from elsewhere can be deeper than the stack. */
  private void write(SpanData top, int topDepth) {
    Deque<Placed> next = new ArrayDeque<>();
    next.push(new Placed(top, topDepth));
    while (!next.isEmpty()) {
      Placed placed = next.pop();
      if (!written.add(placed.span())) {
        continue;
      }
      out.append('\n').append("  ".repeat(Math.min(placed.depth(), MAX_INDENTATION)));
      describe(placed.span(), out, missing.get(placed.span().spanId()));
      List<SpanData> children = trace.children(placed.span());
      for (int i = children.size() - 1; i >= 0; i--) {
        next.push(new Placed(children.get(i), placed.depth() + 1));
      }
    }
  }

  private static void describe(SpanData span, StringBuilder out, @Nullable StartedSpan open) {
    if (!Trace.service(span).isEmpty()) {
      out.append(PrintableText.of(Trace.service(span))).append(": ");
    }
    out.append(PrintableText.of(span.name()));
    if (span.kind() != SpanKind.INTERNAL) {
      out.append(' ').append(span.kind());
    }
    if (open == null) {
      out.append(String.format(Locale.ROOT, " %.3f ms ", span.durationNanos() / 1e6));
      out.append(span.spanId());
    } else {
      out.append(' ').append(span.spanId()).append(' ').append(open.summary());
    }
    if (span.statusCode() != StatusCode.UNSET) {
      out.append(' ').append(span.statusCode());
      if (!span.statusMessage().isEmpty()) {
        out.append(" \"").append(PrintableText.of(span.statusMessage())).append('"');
      }
    }
    attributes(span.attributes(), out);
    span.events()
        .forEach(
            event -> {
              out.append(" event ").append(PrintableText.of(event.name()));
              attributes(event.attributes(), out);
            });
  }

  private static void attributes(Map<String, Object> attributes, StringBuilder out) {
    if (attributes.isEmpty()) {
      return;
    }
    String separator = " {";
    for (Map.Entry<String, Object> entry : new TreeMap<>(attributes).entrySet()) {
      out.append(separator).append(PrintableText.of(entry.getKey())).append('=');
      out.append(value(entry.getValue()));
      separator = ", ";
    }
    out.append('}');
  }

  /** A value on one line and of bearable length: stack traces are attributes too. */
  private static String value(Object value) {
    String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    int end = text.indexOf('\n');
    if (end < 0 && text.length() <= 200) {
      return PrintableText.of(text);
    }
    return PrintableText.of(text.substring(0, Math.min(end < 0 ? 200 : end, 200))) + "...";
  }
}
