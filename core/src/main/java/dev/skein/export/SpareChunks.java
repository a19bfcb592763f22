package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Arrays of chunks that were delivered, for the chunks to come: as long as there are some, nobody
 * has to allocate and clear new ones. They count in the budget only while they are in use. None are
 * kept when nobody wants any. Thread-safe; never waits.
 */
final class SpareChunks {
  /** A batch of them comes back at once: 16 with the defaults, and a few are under way. */
  private static final int MOST = 20;

  /** So many looks without demand, and the spares are let go. */
  private static final int PATIENCE = 16;

  private final int bytes;
  private final AtomicReferenceArray<byte @Nullable []> spares = new AtomicReferenceArray<>(MOST);
  private volatile boolean wanted;
  private int looksWithoutDemand;

  SpareChunks(int bytes) {
    this.bytes = bytes;
  }

  /** An array of that size, whatever it holds; a new one when it has to be. */
  byte[] take(int capacity) {
    if (capacity == bytes) {
      wanted = true;
      for (int i = 0; i < MOST; i++) {
        byte[] spare = spares.get(i) == null ? null : spares.getAndSet(i, null);
        if (spare != null) {
          return spare;
        }
      }
    }
    return new byte[capacity];
  }

  /** Takes an array that nobody reads or writes any more. */
  void giveBack(byte[] array) {
    for (int i = 0; i < MOST && array.length == bytes; i++) {
      if (spares.compareAndSet(i, null, array)) {
        return;
      }
    }
  }

  /** Lets the spares go when nobody wanted one lately. Only called by one thread at a time. */
  void look() {
    if (wanted) {
      wanted = false;
      looksWithoutDemand = 0;
    } else if (++looksWithoutDemand == PATIENCE) {
      for (int i = 0; i < MOST; i++) {
        spares.set(i, null);
      }
    }
  }
}
