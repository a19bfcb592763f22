package dev.skein;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. */
final class FakeClock implements Clock {
  static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;

  private final AtomicLong nanoTime = new AtomicLong(1_000);

  void advance(long nanos) {
    nanoTime.addAndGet(nanos);
  }

  @Override
  public long nanoTime() {
    return nanoTime.get();
  }

  @Override
  public long epochNanos(long nanoTime) {
    return EPOCH_NANOS + nanoTime - 1_000;
  }
}
