package dev.skein.benchmarks.pipeline;

import dev.skein.benchmarks.Exchanges;
import dev.skein.benchmarks.Outgoing;
import dev.skein.benchmarks.Subject;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Does hops on the calling thread, at a rate or as fast as it can. Not thread-safe.
 *
 * <p>At a rate it sleeps between the hops that are due, a millisecond or as long as ten hops take
 * to be due, which costs about as much as being called by a server's selector and not a processor;
 * the bare subject tells how much.
 */
final class Load {
  /** Faster than any subject. */
  static final double FLAT_OUT = Double.POSITIVE_INFINITY;

  private static final CompilationMXBean COMPILATION = ManagementFactory.getCompilationMXBean();

  private static final double TICK_NANOS = 1e6;
  private static final int HOPS_PER_TICK = 10;
  private static final int HOPS_AT_ONCE = 64;

  /** A second in which the compilers worked less than this is one in which they were done. */
  private static final long COMPILED_MILLIS = 20;

  private final Subject subject;
  private final Exchanges exchanges = Exchanges.traced(true);
  private final Outgoing outgoing = new Outgoing();
  private long hops;

  Load(Subject subject) {
    this.subject = subject;
  }

  /** The spans offered so far. */
  long offered() {
    return hops * Subject.SPANS_PER_HOP;
  }

  /** Offers spans for some time. */
  void run(double spansPerSecond, double seconds) {
    long nanos = (long) (seconds * 1e9);
    if (spansPerSecond == FLAT_OUT) {
      flatOut(nanos);
    } else {
      paced(spansPerSecond / Subject.SPANS_PER_HOP / 1e9, nanos);
    }
  }

  private void flatOut(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      hops(HOPS_AT_ONCE);
    }
  }

  private void paced(double hopsPerNano, long nanos) {
    long tick = (long) Math.max(TICK_NANOS, HOPS_PER_TICK / hopsPerNano);
    long start = System.nanoTime();
    long done = 0;
    long elapsed = 0;
    while (elapsed < nanos) {
      long due = (long) (elapsed * hopsPerNano) - done;
      int now = (int) Math.min(due, HOPS_AT_ONCE);
      hops(now);
      done += now;
      if (due <= HOPS_AT_ONCE) {
        LockSupport.parkNanos(tick);
      }
      elapsed = System.nanoTime() - start;
    }
  }

  private void hops(int count) {
    for (int i = 0; i < count; i++) {
      subject.hop(exchanges.get((int) hops++), outgoing);
    }
  }

  /**
   * Offers spans until the compilers have nothing left to do: for at least so many seconds, and at
   * most four times as many.
   */
  void warmUp(double spansPerSecond, double seconds) {
    run(spansPerSecond, seconds);
    for (int i = 0; i < (int) (3 * seconds); i++) {
      long before = COMPILATION.getTotalCompilationTime();
      run(spansPerSecond, 1);
      if (COMPILATION.getTotalCompilationTime() - before < COMPILED_MILLIS) {
        return;
      }
    }
  }
}
