package dev.skein.quarkus.test;

import dev.skein.Skein;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Predicate;

/** Part of the applications under test: keeps their spans. */
@Singleton
public class Recording {
  /** For what happens in the end, however slow the machine is. */
  static final Duration LONG = Duration.ofMinutes(2);

  private final TraceRecorder recorder = TraceRecorder.create();

  @Produces
  @Singleton
  TraceRecorder recorder() {
    return recorder;
  }

  void start(@Observes StartupEvent event, Skein skein) {
    recorder.flushes(skein);
  }

  /** The first complete trace of at least so many spans since the last {@link #reset}. */
  Trace trace(int spans) {
    return recorder.awaitTrace(trace -> trace.spans().size() >= spans && trace.isComplete(), LONG);
  }

  /** A trace that satisfies a condition. */
  Trace await(String traceId, Predicate<Trace> condition) {
    return recorder.awaitTrace(traceId, condition, LONG);
  }

  void reset() {
    recorder.reset();
  }
}
