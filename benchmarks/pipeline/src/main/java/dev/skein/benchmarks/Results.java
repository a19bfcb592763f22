package dev.skein.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The results file of one suite, {@code <suite>.jsonl}: one figure per line, written as soon as it
 * is known, and printed for whoever watches. Not thread-safe.
 */
public final class Results implements AutoCloseable {
  private final Writer file;
  private final PrintStream console;

  private Results(Writer file, PrintStream console) {
    this.file = file;
    this.console = console;
  }

  /** Begins the results of a suite; those of an earlier run go. */
  public static Results open(Path directory, String suite) {
    try {
      Files.createDirectories(directory);
      return new Results(Files.newBufferedWriter(directory.resolve(suite + ".jsonl")), System.out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a figure. */
  public void add(Figure figure) {
    try {
      file.write(figure.toJson());
      file.write('\n');
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    console.println(line(figure));
  }

  private static String line(Figure figure) {
    String value = figure.value() instanceof Double number ? number(number) : "" + figure.value();
    String spread =
        figure.low() == null || figure.high() == null
            ? ""
            : " (" + number(figure.low()) + " to " + number(figure.high()) + ")";
    String params = figure.params().isEmpty() ? "" : " " + figure.params();
    String note = figure.note() == null ? "" : " - " + figure.note();
    String what = figure.suite() + " " + figure.testCase() + params;
    return String.format(
        Locale.ROOT,
        "%-52s %-20s %-26s %12s %s%s%s",
        what,
        figure.subject(),
        figure.metric(),
        value,
        figure.unit(),
        spread,
        note);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%,.0f", value);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
