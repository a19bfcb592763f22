package dev.skein.export;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.SpanMaker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/** Any span that was read, on the console: one line of harmless text. */
public final class ConsoleFuzz {
  private ConsoleFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    SpanData span = new SpanMaker(data).spanData();
    ConsoleSpanExporter console =
        ConsoleSpanExporter.create(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            ZoneOffset.UTC);
    String line = console.line(span);
    Check.isPrintable(line);
    Check.that(line.length() <= 1_000 + 400L * data.length, "a line has a limit", line.length());
  }
}
