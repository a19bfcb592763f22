package dev.skein.export;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for the chunks to come, made by the worker, so that a thread of the application neither
 * allocates nor clears them while there are enough. As many as were asked for lately; none when
 * nobody asks. Counted in the budget from the moment that they are in use.
 */
final class SpareChunks {
  private static final int MOST = 8;

  /** So many looks of the worker without demand, and the spares are let go. */
  private static final int PATIENCE = 16;

  private final int bytes;
  private final AtomicReferenceArray<byte @Nullable []> spares = new AtomicReferenceArray<>(MOST);
  private final AtomicInteger demand = new AtomicInteger();
  private int looksWithoutDemand;

  SpareChunks(int bytes) {
    this.bytes = bytes;
  }

  /** An empty array of that size, a new one when it has to be. */
  byte[] take(int capacity) {
    if (capacity == bytes) {
      demand.getAndIncrement();
      for (int i = 0; i < MOST; i++) {
        byte[] spare = spares.get(i) == null ? null : spares.getAndSet(i, null);
        if (spare != null) {
          return spare;
        }
      }
    }
    return new byte[capacity];
  }

  /** Prepares for the near future. Only called by one thread at a time. */
  void prepare() {
    int wanted = Math.min(MOST, demand.getAndSet(0) * 2);
    if (wanted > 0) {
      looksWithoutDemand = 0;
      for (int i = 0; i < wanted; i++) {
        if (spares.get(i) == null) {
          spares.set(i, new byte[bytes]);
        }
      }
    } else if (++looksWithoutDemand == PATIENCE) {
      for (int i = 0; i < MOST; i++) {
        spares.set(i, null);
      }
    }
  }
}
