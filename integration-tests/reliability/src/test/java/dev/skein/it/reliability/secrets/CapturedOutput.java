package dev.skein.it.reliability.secrets;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that Skein logs, at any level, and all that is printed, from now until the end. */
final class CapturedOutput implements AutoCloseable {
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final Logger logger = Logger.getLogger("dev.skein");
  private final Handler handler = new Recorder();
  private int lines;

  CapturedOutput() {
    PrintStream all = new PrintStream(captured, true, StandardCharsets.UTF_8);
    System.setOut(all);
    System.setErr(all);
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  synchronized byte[] bytes() {
    return captured.toByteArray();
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** How many lines were logged. */
  synchronized int lines() {
    return lines;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setLevel(null);
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private synchronized void add(String text) {
    lines++;
    OutputStream out = captured;
    new PrintStream(out, true, StandardCharsets.UTF_8).println(text);
  }

  private final class Recorder extends Handler {
    Recorder() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      StringWriter text = new StringWriter();
      text.append(line.getLoggerName()).append(' ').append(line.getMessage());
      if (line.getParameters() != null) {
        for (Object parameter : line.getParameters()) {
          text.append(' ').append(String.valueOf(parameter));
        }
      }
      if (line.getThrown() != null) {
        line.getThrown().printStackTrace(new PrintWriter(text, true));
      }
      add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
