package dev.skein;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a piece of code allocates on the calling thread. */
public final class AllocatedBytes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 4_000;

  private AllocatedBytes() {}

  /**
   * What most of the runs allocate. Now and then one needs a new buffer for encoded spans, which is
   * counted in the memory budget and not here.
   */
  public static long of(Runnable run) {
    long usual = -1;
    int times = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      times += bytes == usual ? 1 : -1;
      if (times < 0) {
        usual = bytes;
        times = 1;
      }
    }
    return usual;
  }
}
