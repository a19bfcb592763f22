package dev.skein.it.reliability.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What Skein logs in this process from now on, whoever's it is. Thread-safe. */
public final class LoggedLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("dev.skein");

  private static final Duration LONG = Duration.ofMinutes(5);

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
    notifyAll();
  }

  /** Waits for a line with that text in it. */
  public synchronized void await(String part) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!contain(part)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no line with '" + part + "' in " + messages);
      }
      wait(left);
    }
  }

  /** Whether there was a line with that text in it. */
  public synchronized boolean contain(String part) {
    return messages.stream().anyMatch(message -> message.contains(part));
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
