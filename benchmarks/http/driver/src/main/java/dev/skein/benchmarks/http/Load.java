package dev.skein.benchmarks.http;

import dev.skein.benchmarks.pipeline.ProcessCpu;
import dev.skein.benchmarks.pipeline.Sink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One application under load.
 *
 * @param subject what is measured
 * @param application the running process
 * @param sink where its spans arrive, and nobody else's; in this process, so that it takes nothing
 *     of what is measured
 * @param allocations of the process; null when they are not asked for
 */
record Load(Subject subject, Application application, Sink sink, @Nullable Allocations allocations)
    implements AutoCloseable {
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
   * @param allocatedBytes of the process, in the same time
   * @param compilerNanos of the compilers' threads, in the same time
   * @param expectedSpans that the requests stand for
   * @param spans that arrived; up to sixteen more, of requests whose response wrk did not wait for
   */
  record Round(
      long requests,
      double requestsPerSecond,
      long cpuNanos,
      long allocatedBytes,
      long compilerNanos,
      long expectedSpans,
      long spans) {
    double cpuMicrosPerRequest() {
      return cpuNanos / 1e3 / requests;
    }

    double bytesPerRequest() {
      return (double) allocatedBytes / requests;
    }
  }

  /** Starts an application, and what takes its spans. */
  static Load start(
      Framework framework, Subject subject, Options options, List<String> jvm, Stub stub)
      throws IOException {
    Sink sink = Sink.start();
    Application.Settings settings =
        new Application.Settings(
            options.java(), options.http(), jvm, sink.uri().toString(), stub.port());
    try {
      return new Load(subject, Application.start(framework, subject, settings), sink, null);
    } catch (IOException | RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  /** The same, with its allocations: for that, the JVM runs a little more than its application. */
  Load attached() throws IOException {
    return new Load(subject, application, sink, Allocations.of(application.pid()));
  }

  private long allocatedBytes() {
    return allocations == null ? 0 : allocations.bytes();
  }

  /** Runs wrk, then waits for the spans. */
  Round round(Wrk.Request request, int seconds) throws IOException, InterruptedException {
    long spansBefore = sink.spans();
    long allocatedBefore = allocatedBytes();
    ProcessCpu before = application.cpu();
    Wrk wrk = Wrk.run(application.url(request.path()), request, seconds);
    long expected = subject.traces() ? wrk.requests() * request.spans() : 0;
    long spans = arrived(spansBefore, expected);
    ProcessCpu after = application.cpu();
    return new Round(
        wrk.requests(),
        wrk.requestsPerSecond(),
        after.since(before),
        allocatedBytes() - allocatedBefore,
        after.compilingSince(before),
        expected,
        spans);
  }

  /** Waits until all spans are there, or no more come; says how many there are. */
  private long arrived(long before, long expected) {
    long spans = sink.spans() - before;
    long quietSince = System.nanoTime();
    while (spans < expected && System.nanoTime() - quietSince < QUIET) {
      LockSupport.parkNanos(PAUSE);
      long now = sink.spans() - before;
      if (now != spans) {
        spans = now;
        quietSince = System.nanoTime();
      }
    }
    return spans;
  }

  @Override
  public void close() throws IOException {
    try (sink;
        application) {
      if (allocations != null) {
        allocations.close();
      }
    }
  }
}
