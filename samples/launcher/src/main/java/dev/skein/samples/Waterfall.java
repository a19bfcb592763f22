package dev.skein.samples;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.testkit.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A trace as a waterfall for a terminal: service, name, duration, and a bar where the span lies in
 * time. A cross marks an error, a triangle the span that spent the most time itself.
 */
final class Waterfall {
  private static final int BAR_WIDTH = 40;
  private static final int MAX_MESSAGE = 60;
  private static final char[] EIGHTHS = " ▏▎▍▌▋▊▉█".toCharArray();

  private record Row(SpanData span, String tree) {}

  private final Trace trace;
  private final Style style;
  private final List<Row> rows = new ArrayList<>();

  private Waterfall(Trace trace, Style style) {
    this.trace = trace;
    this.style = style;
    trace.roots().forEach(root -> collect(root, "", ""));
    trace.orphans().forEach(orphan -> collect(orphan, "? ", "  "));
  }

  static String of(Trace trace, Style style) {
    return new Waterfall(trace, style).render();
  }

  private void collect(SpanData span, String tree, String below) {
    rows.add(new Row(span, tree));
    List<SpanData> children = trace.children(span);
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      collect(children.get(i), below + (last ? "└ " : "├ "), below + (last ? "  " : "│ "));
    }
  }

  private String render() {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    int serviceWidth = 0;
    int nameWidth = 0;
    for (Row row : rows) {
      start = Math.min(start, row.span().startEpochNanos());
      end = Math.max(end, row.span().endEpochNanos());
      serviceWidth = Math.max(serviceWidth, Trace.service(row.span()).length());
      nameWidth = Math.max(nameWidth, row.tree().length() + label(row.span()).length());
    }
    SpanData slowest = slowest();
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      SpanData span = row.span();
      boolean failed = span.statusCode() == StatusCode.ERROR;
      String service = Trace.service(span);
      String name = row.tree() + label(span);
      text.append("  ").append(style.service(service, pad(service, serviceWidth)));
      text.append("  ").append(failed ? style.error(pad(name, nameWidth)) : pad(name, nameWidth));
      text.append(String.format(Locale.ROOT, "  %8s  ", duration(span.durationNanos())));
      text.append(style.service(service, bar(span, start, Math.max(1, end - start))));
      if (failed) {
        text.append(style.error(" ✗ " + failure(span)));
      }
      if (span.spanId().equals(slowest.spanId())) {
        text.append(style.bold(" ◀ " + duration(selfNanos(span)) + " of its own, the most here"));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String label(SpanData span) {
    return span.kind() == SpanKind.CLIENT ? "→ " + span.name() : span.name();
  }

  /** The status code, or what was thrown and what it says. */
  private static String failure(SpanData span) {
    Object type = span.attributes().get("error.type");
    if (type == null) {
      return span.statusMessage();
    }
    String name = type.toString().substring(type.toString().lastIndexOf('.') + 1);
    if (span.attributes().containsKey("http.response.status_code")) {
      return name;
    }
    for (SpanData.Event event : span.events()) {
      Object message = event.attributes().get("exception.message");
      if (message != null) {
        return name + ": " + shortened(message.toString());
      }
    }
    return name;
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String duration(long nanos) {
    double millis = nanos / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  /** Blocks from the span's start to its end, to an eighth of a column; at least a sliver. */
  private static String bar(SpanData span, long start, long total) {
    double scale = BAR_WIDTH * 8.0 / total;
    long from = Math.round((span.startEpochNanos() - start) * scale);
    long to = Math.max(from + 1, Math.round((span.endEpochNanos() - start) * scale));
    StringBuilder bar = new StringBuilder(" ".repeat((int) (from / 8)));
    for (long column = from / 8; column * 8 < to; column++) {
      // A bar that begins within a column begins at its left edge: there is no block for the right.
      bar.append(EIGHTHS[(int) Math.max(1, Math.min(8, to - column * 8))]);
    }
    return pad(bar.toString(), BAR_WIDTH + 1);
  }

  private SpanData slowest() {
    SpanData slowest = rows.get(0).span();
    for (Row row : rows) {
      if (selfNanos(row.span()) > selfNanos(slowest)) {
        slowest = row.span();
      }
    }
    return slowest;
  }

  /** The time in which no child of the span was running. */
  long selfNanos(SpanData span) {
    long self = span.durationNanos();
    long covered = span.startEpochNanos();
    for (SpanData child : trace.children(span)) {
      long from = Math.max(covered, child.startEpochNanos());
      long to = Math.min(span.endEpochNanos(), child.endEpochNanos());
      if (to > from) {
        self -= to - from;
        covered = to;
      }
    }
    return self;
  }
}
