package dev.skein.viewer.http;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that requests share while they wait and are worked on. Thread-safe, never waits. */
final class ByteBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** A share for one request, with nothing in it. */
  Share share() {
    return new Share();
  }

  private boolean take(long bytes) {
    // never more than there is, not even for a moment: others would be refused for it
    long before = taken.get();
    while (bytes <= limit - before) {
      if (taken.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /** What is taken now. */
  long taken() {
    return taken.get();
  }

  /**
   * What one request has taken. Whoever is done with the request closes it, so that nothing stays
   * taken on any way out. For one thread at a time.
   */
  final class Share implements AutoCloseable {
    private long held;

    private Share() {}

    /** Takes bytes if there are as many left. */
    boolean take(long bytes) {
      if (!ByteBudget.this.take(bytes)) {
        return false;
      }
      held += bytes;
      return true;
    }

    /** Gives back some of what was taken. */
    void giveBack(long bytes) {
      held -= bytes;
      taken.addAndGet(-bytes);
    }

    /** Gives back all that is still taken; further calls do nothing. */
    @Override
    public void close() {
      giveBack(held);
    }
  }
}
