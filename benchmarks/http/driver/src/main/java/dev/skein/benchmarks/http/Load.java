package dev.skein.benchmarks.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One application under load.
 *
 * @param subject what is measured
 * @param application the running process
 * @param sink where its spans arrive
 * @param sender its name there
 */
record Load(Subject subject, Application application, SpanSink sink, String sender) {
  /** Longer than the second for which spans wait by default. */
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(2_500);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * What one round took.
   *
   * @param requests answered
   * @param requestsPerSecond answered while wrk ran
   * @param cpuNanos of the process, from before the first request until its spans had arrived;
   *     without the compilers' threads
   * @param compilerNanos of the compilers' threads, in the same time
   * @param expectedSpans that the requests stand for
   * @param spans that arrived; up to sixteen more, of requests whose response wrk did not wait for
   */
  record Round(
      long requests,
      double requestsPerSecond,
      long cpuNanos,
      long compilerNanos,
      long expectedSpans,
      long spans) {
    double cpuMicrosPerRequest() {
      return cpuNanos / 1e3 / requests;
    }
  }

  /**
   * Runs wrk against a path, then waits for the spans.
   *
   * @param spansPerRequest how many are expected of a subject that traces
   */
  Round round(String path, int seconds, boolean traceparent, int spansPerRequest)
      throws IOException, InterruptedException {
    long spansBefore = sink.spans(sender);
    ProcessCpu before = application.cpu();
    Wrk wrk = Wrk.run(application.url(path), seconds, traceparent);
    long expected = subject.traces() ? wrk.requests() * spansPerRequest : 0;
    long spans = arrived(spansBefore, expected);
    ProcessCpu after = application.cpu();
    return new Round(
        wrk.requests(),
        wrk.requestsPerSecond(),
        after.since(before),
        after.compilingSince(before),
        expected,
        spans);
  }

  /** Waits until all spans are there, or no more come; says how many there are. */
  private long arrived(long before, long expected) {
    long spans = sink.spans(sender) - before;
    long quietSince = System.nanoTime();
    while (spans < expected && System.nanoTime() - quietSince < QUIET) {
      LockSupport.parkNanos(PAUSE);
      long now = sink.spans(sender) - before;
      if (now != spans) {
        spans = now;
        quietSince = System.nanoTime();
      }
    }
    return spans;
  }
}
