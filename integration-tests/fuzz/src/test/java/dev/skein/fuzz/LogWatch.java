package dev.skein.fuzz;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Sees what the library logs. It never throws into an application: where it met a defect of its own
 * there is a line in the log, the first time, and nothing else.
 */
public final class LogWatch extends Handler {
  private static final Logger LOGGER = Logger.getLogger("dev.skein");
  private static final LogWatch INSTANCE = new LogWatch();

  static {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(INSTANCE);
  }

  private volatile String warning;

  private LogWatch() {}

  /** Fails when anything was logged since it was asked last. */
  public static void sawNothing() {
    String warning = INSTANCE.warning;
    INSTANCE.warning = null;
    Check.that(warning == null, "nothing is logged", warning);
  }

  @Override
  public void publish(LogRecord logged) {
    // a pipeline that cannot keep up with a fuzzer says so, and rightly
    boolean pipeline = logged.getLoggerName().startsWith("dev.skein.export");
    if (!pipeline && logged.getLevel().intValue() >= Level.WARNING.intValue()) {
      warning = logged.getMessage();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
