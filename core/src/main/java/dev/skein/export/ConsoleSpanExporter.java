package dev.skein.export;

import dev.skein.StatusCode;
import dev.skein.internal.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Prints spans for a person to read, one line each: time, the start of the trace id, kind, name,
 * duration, status, attributes. Not meant for a program to read. Thread-safe.
 *
 * <pre>{@code
 * 14:03:07.512 4bf92f35 SERVER   GET /orders/{id}                 12.4 ms ok     http.route=/o...
 * }</pre>
 */
public final class ConsoleSpanExporter implements SpanExporter {
  private static final int MAX_VALUE_CHARS = 120;

  /** Null for what System.out is at the time. */
  private final @Nullable PrintStream out;

  private final ZoneId zone;

  private ConsoleSpanExporter(@Nullable PrintStream out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /** An exporter that prints to what {@code System.out} is at the time, in local time. */
  public static ConsoleSpanExporter create() {
    return new ConsoleSpanExporter(null, ZoneId.systemDefault());
  }

  /** An exporter that prints to a stream, in local time. The stream is not closed. */
  public static ConsoleSpanExporter create(PrintStream out) {
    return create(out, ZoneId.systemDefault());
  }

  static ConsoleSpanExporter create(PrintStream out, ZoneId zone) {
    return new ConsoleSpanExporter(Objects.requireNonNull(out, "out"), zone);
  }

  @Override
  public CompletableFuture<ExportResult> export(SpanBatch batch) {
    List<SpanData> spans;
    try {
      spans = OtlpReader.read(batch);
    } catch (MalformedOtlpException e) {
      return CompletableFuture.completedFuture(ExportResult.failed(ErrorText.of(e)));
    }
    StringBuilder text = new StringBuilder();
    for (SpanData span : spans) {
      text.append(line(span)).append(System.lineSeparator());
    }
    PrintStream stream = out == null ? System.out : out;
    stream.print(text);
    stream.flush();
    return CompletableFuture.completedFuture(ExportResult.success());
  }

  @Override
  public String description() {
    return "console";
  }

  String line(SpanData span) {
    Instant start = Instant.EPOCH.plusNanos(span.startEpochNanos());
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%tT.%<tL %.8s %-8s %-31s %10s %-6s ",
                start.atZone(zone),
                span.traceId(),
                span.kind(),
                Printable.clean(span.name()),
                milliseconds(span.durationNanos()),
                status(span)));
    if (!span.statusMessage().isEmpty()) {
      line.append('"').append(Printable.clean(span.statusMessage())).append("\" ");
    }
    for (Map.Entry<String, Object> attribute : span.attributes().entrySet()) {
      line.append(Printable.clean(attribute.getKey())).append('=');
      line.append(value(attribute.getValue())).append(' ');
    }
    for (SpanData.Event event : span.events()) {
      line.append('[').append(Printable.clean(event.name()));
      for (String detail : List.of("exception.type", "exception.message")) {
        Object value = event.attributes().get(detail);
        line.append(value == null ? "" : ": " + value(value));
      }
      line.append("] ");
    }
    return line.toString().stripTrailing();
  }

  private static String status(SpanData span) {
    if (span.statusCode() == StatusCode.ERROR) {
      return "ERROR";
    }
    return span.statusCode() == StatusCode.OK ? "ok" : "-";
  }

  private static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f ms" : "%.1f ms", nanos / 1e6);
  }

  /** A value on one line; longer ones are cut. */
  private static String value(Object value) {
    String plain = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    String cut =
        plain.length() > MAX_VALUE_CHARS ? plain.substring(0, MAX_VALUE_CHARS) + "..." : plain;
    return Printable.clean(cut);
  }
}
