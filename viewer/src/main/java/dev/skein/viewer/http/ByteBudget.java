package dev.skein.viewer.http;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that requests share while they wait and are worked on. Thread-safe, never waits. */
final class ByteBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes if there are as many left. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= limit) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** What is taken now. */
  long taken() {
    return taken.get();
  }
}
