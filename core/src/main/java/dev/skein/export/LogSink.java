package dev.skein.export;

import java.lang.System.Logger.Level;

/** Where the pipeline's log lines go. May throw; the caller survives it. */
interface LogSink {
  void log(Level level, String line);
}
