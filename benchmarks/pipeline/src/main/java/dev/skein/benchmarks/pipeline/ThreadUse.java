package dev.skein.benchmarks.pipeline;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the calling thread has used so far. Immutable.
 *
 * @param cpuNanos CPU time in nanoseconds
 * @param allocatedBytes heap in bytes
 */
public record ThreadUse(long cpuNanos, long allocatedBytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The use until now. */
  public static ThreadUse now() {
    return new ThreadUse(
        THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
  }

  /** The use since an earlier reading. */
  public ThreadUse since(ThreadUse earlier) {
    return new ThreadUse(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
  }
}
