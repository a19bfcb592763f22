package dev.skein.viewer.terminal;

import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the commands print.
 *
 * @param out what was asked for
 * @param err everything else
 * @param isTerminal whether somebody looks at it
 * @param environment the variables of the process
 */
record Terminal(
    PrintStream out, PrintStream err, boolean isTerminal, Map<String, String> environment) {
  /** The one that this process was started from; UTF-8, whatever the platform's charset. */
  static Terminal system() {
    return new Terminal(
        utf8(FileDescriptor.out), utf8(FileDescriptor.err), hasTerminal(), System.getenv());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("SystemConsoleNull") // it is, before JDK 22; from then on the console tells
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && !Boolean.FALSE.equals(isTerminal(console));
  }

  /** JDK 22 and later may have a console where there is no terminal, and a method that tells. */
  private static @Nullable Object isTerminal(Console console) {
    try {
      return Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether colours are understood and wanted: NO_COLOR as https://no-color.org has it. */
  boolean coloured() {
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  Style style() {
    return coloured() ? Style.coloured() : Style.plain();
  }

  /** How wide the terminal is; without one, or where it does not tell, as wide as it takes. */
  int columns() {
    if (!isTerminal) {
      return Integer.MAX_VALUE;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Integer.MAX_VALUE; // not a Unix
    }
  }

  /** Reads rows and columns as {@code stty size} prints them; none are told as zero. */
  static int columns(String size) {
    String[] numbers = size.strip().split(" ", -1);
    try {
      int columns = Integer.parseInt(numbers[numbers.length - 1]);
      return columns > 0 ? columns : Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}
