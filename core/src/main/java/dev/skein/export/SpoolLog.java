package dev.skein.export;

import dev.skein.internal.Nullable;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** What there is to say about the spool, at most once a minute. Used by one thread at a time. */
final class SpoolLog {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LogSink sink;
  private boolean problemSaid;
  private boolean saidAny;
  private long saidAt;
  private boolean foundAny;
  private long foundAt;
  private long recoveredSaid;
  private long lostSaid;

  SpoolLog(LogSink sink) {
    this.sink = sink;
  }

  void report(@Nullable SpoolHealth spool, long now) {
    if (spool != null) {
      reportProblem(spool, now);
      reportFound(spool, now);
    }
  }

  private void reportProblem(SpoolHealth spool, long now) {
    boolean problem = spool.problem() != null;
    if (problem == problemSaid || (saidAny && now - saidAt < MINUTE_NANOS)) {
      return;
    }
    problemSaid = problem;
    saidAny = true;
    saidAt = now;
    if (problem) {
      String cause = " (last error: " + spool.problem() + ")";
      sink.log(
          Level.WARNING,
          "Not every span can be kept in "
              + spool.directory()
              + "; the others wait in memory"
              + cause);
    } else {
      sink.log(Level.INFO, "Spans are kept in " + spool.directory() + " again");
    }
  }

  private void reportFound(SpoolHealth spool, long now) {
    long recovered = spool.recovered() - recoveredSaid;
    long lost = spool.lost() - lostSaid;
    if ((recovered == 0 && lost == 0) || (foundAny && now - foundAt < MINUTE_NANOS)) {
      return;
    }
    recoveredSaid = spool.recovered();
    lostSaid = spool.lost();
    foundAny = true;
    foundAt = now;
    sink.log(
        lost == 0 ? Level.INFO : Level.WARNING,
        "An earlier process left "
            + recovered
            + " spans in "
            + spool.directory()
            + ", which are sent now"
            + (lost == 0 ? "" : "; " + lost + " more were lost with it"));
  }
}
