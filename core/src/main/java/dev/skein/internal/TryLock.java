package dev.skein.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock of one int for state that is striped over threads: whoever does not get it goes to the
 * next stripe. Not reentrant, held for some nanoseconds, never while code of the application runs.
 *
 * <p>As large as two cache lines, so that two stripes never share one.
 *
 * <p>Internal to Skein, not API.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // the padding; and the lock is used by its handle
public abstract class TryLock {
  private static final int MAX_STRIPES = 64;
  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(TryLock.class, "locked", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int locked;
  private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

  /** Creates an open one. */
  protected TryLock() {}

  /** Takes the lock if it is free. */
  public final boolean tryLock() {
    return LOCK.compareAndSet(this, 0, 1);
  }

  /** Frees the lock. Only for its holder. */
  public final void unlock() {
    try {
      LOCK.setRelease(this, 0);
    } catch (StackOverflowError e) {
      // Taking the lock needed less stack than that; this needs none.
      locked = 0;
    }
  }

  /** How many stripes to make: twice the processors, so that two threads on one are rare. */
  public static int stripes(int processors) {
    int wanted = Math.min(MAX_STRIPES, Math.max(2, processors) * 2);
    return Integer.highestOneBit(wanted * 2 - 1);
  }

  /** The stripe to begin with; threads with neighbouring ids begin at different ones. */
  public static int stripe(Thread thread) {
    return (int) ((thread.getId() * 0x9E3779B97F4A7C15L) >>> 40);
  }
}
