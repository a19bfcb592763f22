package dev.skein.viewer.terminal;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.viewer.analysis.DurationText;
import dev.skein.viewer.analysis.Hint;
import dev.skein.viewer.analysis.PathSegment;
import dev.skein.viewer.analysis.SpanNode;
import dev.skein.viewer.analysis.TraceAnalysis;
import dev.skein.viewer.text.PrintableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trace as a waterfall for a terminal: service, name, duration, and a bar where the span lies in
 * time, solid where the trace waited for it. A cross marks an error, a question mark a span whose
 * parent is missing, a triangle the span that spent the most time itself. Hints come below.
 *
 * <p>Whatever the spans hold, only printable text gets to the terminal.
 */
public final class Waterfall {
  /** As many rows as anybody scrolls through. */
  static final int DEFAULT_ROWS = 500;

  private static final int MAX_BAR = 40;

  /** What is said behind a bar is cut before the bar gets shorter than that… */
  private static final int GOOD_BAR = 24;

  /** …and names before it gets shorter than that. */
  private static final int MIN_BAR = 16;

  private static final int MAX_INDENT = 40;
  private static final int MAX_SERVICE = 24;
  private static final int MAX_MESSAGE = 60;

  /** Names that are longer are cut where nobody says how wide the terminal is. */
  private static final int MAX_NAME = 120;

  private static final int DURATION_COLUMNS = 8;

  /** Blanks around the columns: two before each, one behind the bar. */
  private static final int BLANKS = 2 + 2 + 2 + 2 + 1;

  /** Left out where there is no room for it. */
  private static final String SUPERLATIVE = ", the most here";

  /** How wide hints are where the width is not known. */
  private static final int HINT_COLUMNS = 100;

  private record Row(SpanNode node, String service, String name, String notes) {}

  private final TraceAnalysis trace;
  private final Style style;
  private final int columns;
  private final int maxRows;
  private final Map<Integer, List<PathSegment>> critical = new HashMap<>();
  private final int slowest;

  private Waterfall(TraceAnalysis trace, Style style, int columns, int maxRows) {
    this.trace = trace;
    this.style = style;
    this.columns = columns;
    this.maxRows = maxRows;
    for (PathSegment segment : trace.criticalPath()) {
      critical.computeIfAbsent(segment.span(), span -> new ArrayList<>()).add(segment);
    }
    this.slowest = slowest();
  }

  /** The waterfall of a trace, as wide as it takes. */
  public static String of(TraceAnalysis trace, Style style) {
    return of(trace, style, Integer.MAX_VALUE, DEFAULT_ROWS);
  }

  /**
   * The waterfall of a trace.
   *
   * @param columns how wide the terminal is; below 60 it is taken for 60
   * @param maxRows how many spans are shown; the others are counted
   */
  public static String of(TraceAnalysis trace, Style style, int columns, int maxRows) {
    return new Waterfall(trace, style, Math.max(60, columns), Math.max(1, maxRows)).render();
  }

  private String render() {
    List<Row> rows = rows();
    int services = 0;
    int names = 0;
    int notes = 0;
    for (Row row : rows) {
      services = Math.max(services, Math.min(MAX_SERVICE, WaterfallText.width(row.service())));
      names = Math.max(names, WaterfallText.width(row.name()));
      notes = Math.max(notes, WaterfallText.width(row.notes()));
    }
    int left = columns - BLANKS - DURATION_COLUMNS - services;
    names = Math.min(names, columns == Integer.MAX_VALUE ? MAX_NAME : left - MIN_BAR);
    int good = Math.min(GOOD_BAR, left - names);
    int bar = Math.max(good, Math.min(MAX_BAR, left - names - notes));
    WaterfallBar bars = new WaterfallBar(trace.durationNanos(), bar);
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      render(row, services, names, bar, bars, left - names - bar, text);
    }
    int hidden = trace.nodes().size() - rows.size();
    if (hidden > 0) {
      text.append(style.faint(String.format(Locale.ROOT, "  … and %,d more", hidden))).append('\n');
    }
    if (rows.stream().anyMatch(row -> row.node().criticalNanos() < row.node().durationNanos())) {
      text.append(style.faint("  █ what the whole waits for: the critical path")).append('\n');
    }
    hints(rows.size(), text);
    return text.toString();
  }

  private void render(
      Row row, int services, int names, int bar, WaterfallBar bars, int notes, StringBuilder text) {
    SpanNode node = row.node();
    String service = node.service();
    String name = WaterfallText.fit(row.name(), names);
    String duration = String.format(Locale.ROOT, "  %8s  ", DurationText.of(node.durationNanos()));
    String block = bars.of(node, critical.getOrDefault(node.index(), List.of()));
    String note = WaterfallText.cut(fitting(row.notes(), notes), notes);
    text.append("  ").append(style.service(service, WaterfallText.fit(row.service(), services)));
    text.append("  ").append(node.failed() ? style.error(name) : name);
    text.append(duration).append(style.service(service, WaterfallText.fit(block, bar + 1)));
    text.append(node.failed() ? style.error(note) : style.bold(note)).append('\n');
  }

  /** The rows that are shown; each ancestor's part of the indentation is kept until it is over. */
  private List<Row> rows() {
    List<SpanNode> nodes = trace.nodes().subList(0, Math.min(maxRows, trace.nodes().size()));
    List<Row> rows = new ArrayList<>(nodes.size());
    List<String> indents = new ArrayList<>();
    for (SpanNode node : nodes) {
      String tree = node.missingParent() ? "? " : "";
      String below = node.missingParent() ? "  " : "";
      if (node.parent() >= 0) {
        boolean last = isLast(node);
        tree = indents.get(node.depth() - 1) + (last ? "└ " : "├ ");
        below = indents.get(node.depth() - 1) + (last ? "  " : "│ ");
      }
      indents.subList(node.depth(), indents.size()).clear();
      indents.add(shortened(below));
      rows.add(new Row(node, PrintableText.clean(node.service()), tree + label(node), notes(node)));
    }
    return rows;
  }

  private boolean isLast(SpanNode node) {
    int next = node.index() + node.descendantCount() + 1;
    return next == trace.nodes().size() || trace.nodes().get(next).parent() != node.parent();
  }

  private static String shortened(String indent) {
    return indent.length() <= MAX_INDENT
        ? indent
        : "…" + indent.substring(indent.length() - MAX_INDENT + 1);
  }

  private static String label(SpanNode node) {
    String name = PrintableText.clean(node.span().name());
    return node.span().kind() == SpanKind.CLIENT ? "→ " + name : name;
  }

  private static String fitting(String notes, int columns) {
    return notes.endsWith(SUPERLATIVE) && WaterfallText.width(notes) > columns
        ? notes.substring(0, notes.length() - SUPERLATIVE.length())
        : notes;
  }

  private String notes(SpanNode node) {
    String notes = "";
    if (node.failed()) {
      notes += (" ✗ " + failure(node.span())).stripTrailing();
    }
    if (node.index() == slowest) {
      notes += " ◀ " + DurationText.of(node.selfNanos()) + " of its own" + SUPERLATIVE;
    }
    return notes;
  }

  /** The status code, or what was thrown and what it says. */
  private static String failure(SpanData span) {
    Object type = span.attributes().get("error.type");
    if (type == null) {
      return message(span.statusMessage());
    }
    String name = message(type.toString().substring(type.toString().lastIndexOf('.') + 1));
    if (span.attributes().containsKey("http.response.status_code")) {
      return name;
    }
    for (SpanData.Event event : span.events()) {
      Object message = event.attributes().get("exception.message");
      if (message != null) {
        return name + ": " + message(message.toString());
      }
    }
    return name;
  }

  private static String message(String message) {
    return WaterfallText.cut(PrintableText.clean(message), MAX_MESSAGE);
  }

  private int slowest() {
    int slowest = 0;
    for (SpanNode node : trace.nodes()) {
      if (node.selfNanos() > trace.nodes().get(slowest).selfNanos()) {
        slowest = node.index();
      }
    }
    return slowest;
  }

  private void hints(int shown, StringBuilder text) {
    int width = Math.min(columns, HINT_COLUMNS);
    for (Hint hint : trace.hints()) {
      // the triangle has said so already
      if (hint.kind() != Hint.Kind.SLOWEST_SELF_TIME || slowest >= shown) {
        String title = PrintableText.clean(hint.title());
        String line = title + ". " + PrintableText.clean(hint.detail());
        text.append(WaterfallText.wrap("  • ", line, width)).append('\n');
      }
    }
  }
}
