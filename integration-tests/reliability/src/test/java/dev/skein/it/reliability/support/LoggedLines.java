package dev.skein.it.reliability.support;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What Skein logs in this process from now on, whoever's it is. Thread-safe. */
public final class LoggedLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("dev.skein");

  private final Formatter formatter = new SimpleFormatter();
  private final List<String> messages = new ArrayList<>();

  /** Begins to listen. */
  public LoggedLines() {
    setLevel(Level.ALL);
    LOGGER.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    messages.add(formatter.formatMessage(line));
  }

  /** All lines so far, without their times and levels. */
  public synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
