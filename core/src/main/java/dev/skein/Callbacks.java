package dev.skein;

import dev.skein.internal.Nullable;

/**
 * How deep a thread is in code of the application that we have called. A hook or a sampler may
 * start spans, which go through the same hooks and samplers; what these start in turn is not
 * recorded, or there would be no end to it.
 */
final class Callbacks {
  private static final int MAX_DEPTH = 2;

  @SuppressWarnings("ThreadLocalUsage") // one per Skein: each has hooks of its own
  private final ThreadLocal<int @Nullable []> depth = new ThreadLocal<>();

  private final boolean any;

  /**
   * Creates a count of zero.
   *
   * @param any whether there is anything of the application's to be called
   */
  Callbacks(boolean any) {
    this.any = any;
  }

  /**
   * Counts a call that begins.
   *
   * @return whose first number the caller counts down at the end: that takes no stack, of which the
   *     callback may have left none
   */
  int[] enter() {
    int[] here = depth.get();
    if (here == null) {
      here = new int[1];
      depth.set(here);
    }
    here[0]++;
    return here;
  }

  /** Whether a span that is started now is to be recorded. */
  boolean mayStart() {
    return !any || !isDeep();
  }

  /** Whether the thread is in a callback about a span that came from a callback. */
  boolean isDeep() {
    int[] here = depth.get();
    return here != null && here[0] >= MAX_DEPTH;
  }
}
