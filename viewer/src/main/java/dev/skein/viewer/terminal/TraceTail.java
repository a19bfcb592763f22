package dev.skein.viewer.terminal;

import dev.skein.export.SpanData;
import dev.skein.viewer.analysis.TraceAnalysis;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints traces once they have gone quiet: no span has come for a second and a half, or for six
 * seconds if there are spans missing by then. A trace that gets spans afterwards is printed again.
 * Thread-safe.
 */
public final class TraceTail {
  /** Spans of other services are under way for as long as these wait before they send. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  /** OpenTelemetry's SDKs wait five seconds. */
  private static final long INCOMPLETE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final int REMEMBERED = 10_000;

  private final Source source;
  private final PrintStream out;
  private final Style style;
  private final int columns;
  private final long quietNanos;
  private final long incompleteNanos;
  private final QuietTraces quiet = new QuietTraces();
  private final Map<String, Integer> printed = bounded();
  private final Map<String, Boolean> waitedFor = bounded();
  private boolean closed;

  /** Where the spans of a trace are. */
  @FunctionalInterface
  public interface Source {
    /**
     * All spans of a trace that have come so far.
     *
     * @return empty if the trace is gone
     * @throws IOException if they cannot be had now; they are asked for again later
     */
    List<SpanData> spans(String traceId) throws IOException, InterruptedException;
  }

  /** A tail that prints to a stream, as wide as it takes. */
  public TraceTail(Source source, PrintStream out, Style style) {
    this(source, out, style, Integer.MAX_VALUE);
  }

  TraceTail(Source source, PrintStream out, Style style, int columns) {
    this(source, out, style, columns, QUIET_NANOS, INCOMPLETE_NANOS);
  }

  TraceTail(
      Source source,
      PrintStream out,
      Style style,
      int columns,
      long quietNanos,
      long incompleteNanos) {
    this.source = Objects.requireNonNull(source, "source");
    this.out = Objects.requireNonNull(out, "out");
    this.style = Objects.requireNonNull(style, "style");
    this.columns = columns;
    this.quietNanos = quietNanos;
    this.incompleteNanos = incompleteNanos;
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** A trace has got spans. */
  public synchronized void changed(String traceId) {
    waitedFor.remove(traceId);
    quiet.changed(traceId, System.nanoTime(), quietNanos);
    notifyAll();
  }

  /** A trace is not to be printed, whatever comes for it. */
  public synchronized void ignore(String traceId) {
    printed.put(traceId, Integer.MAX_VALUE);
  }

  /** Prints until it is closed, or nobody reads any more. */
  public void run() throws InterruptedException {
    while (awaitQuiet() && printQuiet()) {
      // on to those that go quiet later
    }
  }

  /** Ends the printing. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns when a trace is quiet, or false when the tail is closed. */
  private synchronized boolean awaitQuiet() throws InterruptedException {
    long left = quiet.nanosToNext(System.nanoTime());
    while (left > 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = quiet.nanosToNext(System.nanoTime());
    }
    return !closed;
  }

  /** Prints the traces that are quiet by now; false if nobody reads. */
  boolean printQuiet() throws InterruptedException {
    for (String traceId = take(); traceId != null; traceId = take()) {
      print(traceId);
      if (out.checkError()) {
        return false;
      }
    }
    return true;
  }

  private synchronized @Nullable String take() {
    return quiet.take(System.nanoTime());
  }

  private void print(String traceId) throws InterruptedException {
    List<SpanData> spans;
    try {
      spans = source.spans(traceId);
    } catch (IOException e) {
      later(traceId);
      return;
    }
    if (spans.isEmpty() || !isNews(traceId, spans.size())) {
      return;
    }
    TraceAnalysis analysis = TraceAnalysis.of(spans);
    if (!analysis.complete() && isFirstWait(traceId)) {
      later(traceId);
      return;
    }
    remember(traceId, spans.size());
    out.print("\n" + TraceText.of(analysis, style, columns));
  }

  private synchronized boolean isNews(String traceId, int spans) {
    return spans > printed.getOrDefault(traceId, 0);
  }

  private synchronized boolean isFirstWait(String traceId) {
    return waitedFor.put(traceId, true) == null;
  }

  private synchronized void remember(String traceId, int spans) {
    printed.put(traceId, spans);
    waitedFor.remove(traceId);
  }

  private synchronized void later(String traceId) {
    quiet.changed(traceId, System.nanoTime(), incompleteNanos);
  }
}
