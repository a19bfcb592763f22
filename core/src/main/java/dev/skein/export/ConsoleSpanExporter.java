package dev.skein.export;

import dev.skein.StatusCode;
import dev.skein.internal.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Prints spans for a person to read, one line each: time, the start of the trace id, kind, name,
 * duration, status, attributes. Not meant for a program to read. Thread-safe.
 *
 * <pre>{@code
 * 14:03:07.512 4bf92f35 SERVER   GET /orders/{id}                 12.4 ms ok     http.route=/o...
 * }</pre>
 */
public final class ConsoleSpanExporter implements SpanExporter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int SHORT_ID = 8;
  private static final int MAX_VALUE_CHARS = 120;

  private final Supplier<PrintStream> out;
  private final ZoneId zone;

  private ConsoleSpanExporter(Supplier<PrintStream> out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /** An exporter that prints to what {@code System.out} is at the time, in local time. */
  public static ConsoleSpanExporter create() {
    return new ConsoleSpanExporter(() -> System.out, ZoneId.systemDefault());
  }

  /** An exporter that prints to a stream, in local time. The stream is not closed. */
  public static ConsoleSpanExporter create(PrintStream out) {
    return create(out, ZoneId.systemDefault());
  }

  static ConsoleSpanExporter create(PrintStream out, ZoneId zone) {
    Objects.requireNonNull(out, "out");
    return new ConsoleSpanExporter(() -> out, zone);
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
      line(text, span);
    }
    PrintStream stream = out.get();
    stream.print(text);
    stream.flush();
    return CompletableFuture.completedFuture(ExportResult.success());
  }

  @Override
  public String description() {
    return "console";
  }

  private void line(StringBuilder text, SpanData span) {
    Instant start = Instant.EPOCH.plusNanos(span.startEpochNanos());
    text.append(TIME.format(start.atZone(zone)))
        .append(' ')
        .append(span.traceId(), 0, SHORT_ID)
        .append(' ');
    pad(text, span.kind().name(), 9);
    pad(text, Printable.clean(span.name()), 32);
    String duration = milliseconds(span.durationNanos());
    text.append(" ".repeat(Math.max(0, 10 - duration.length()))).append(duration).append(' ');
    pad(text, status(span), 7);
    if (!span.statusMessage().isEmpty()) {
      text.append('"').append(Printable.clean(span.statusMessage())).append("\" ");
    }
    attributes(text, span.attributes());
    events(text, span.events());
    int end = text.length();
    while (text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
    text.append(System.lineSeparator());
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

  private static void attributes(StringBuilder text, Map<String, Object> attributes) {
    attributes.forEach(
        (key, value) ->
            text.append(Printable.clean(key)).append('=').append(value(value)).append(' '));
  }

  private static void events(StringBuilder text, List<SpanData.Event> events) {
    for (SpanData.Event event : events) {
      text.append('[').append(Printable.clean(event.name()));
      Object message = event.attributes().get("exception.message");
      Object type = event.attributes().get("exception.type");
      if (type != null) {
        text.append(": ").append(value(type));
      }
      if (message != null) {
        text.append(": ").append(value(message));
      }
      text.append("] ");
    }
  }

  /** A value on one line; longer ones are cut. */
  private static String value(Object value) {
    String plain = value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    String cut =
        plain.length() > MAX_VALUE_CHARS ? plain.substring(0, MAX_VALUE_CHARS) + "..." : plain;
    return Printable.clean(cut);
  }

  private static void pad(StringBuilder text, String column, int width) {
    text.append(column).append(" ".repeat(Math.max(1, width - column.length())));
  }
}
