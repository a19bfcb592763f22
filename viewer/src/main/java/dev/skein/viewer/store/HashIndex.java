package dev.skein.viewer.store;

/**
 * Finds items, numbers from zero on, by the hashes of what they stand for: open addressing with
 * linear probing, nothing boxed. The hash stands beside the item, so that hardly ever something
 * else has to be looked at to see that an item is not meant. Not thread-safe for changes.
 *
 * <pre>{@code
 * for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
 *   // index.item(at) is meant, or has the same hash
 * }
 * }</pre>
 */
final class HashIndex {
  private static final int MIN_SLOTS = 16;

  /** The hash in the upper half, the item and one in the lower; zero for nothing. */
  private long[] slots = new long[MIN_SLOTS];

  private int size;

  /** The first place of an item with a hash; negative if there is none. */
  int first(int hash) {
    return from(hash & (slots.length - 1), hash);
  }

  /** The next such place. */
  int next(int place, int hash) {
    return from((place + 1) & (slots.length - 1), hash);
  }

  private int from(int start, int hash) {
    int mask = slots.length - 1;
    for (int at = start; slots[at] != 0; at = (at + 1) & mask) {
      if ((int) (slots[at] >>> 32) == hash) {
        return at;
      }
    }
    return -1;
  }

  int item(int place) {
    return (int) slots[place] - 1;
  }

  int size() {
    return size;
  }

  long bytes() {
    return Sizes.array(8L * slots.length);
  }

  /** Adds an item, not negative, that is not there yet. */
  void add(int hash, int item) {
    if (++size * 5L > slots.length * 3L) {
      resize(slots.length * 2);
    }
    put((long) hash << 32 | Integer.toUnsignedLong(item + 1));
  }

  private void put(long slot) {
    int mask = slots.length - 1;
    int at = (int) (slot >>> 32) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = slot;
  }

  /** Removes an item that is there. */
  void remove(int hash, int item) {
    int at = first(hash);
    while (item(at) != item) {
      at = next(at, hash);
    }
    closeGap(at);
    if (--size * 8L < slots.length && slots.length > MIN_SLOTS) {
      resize(slots.length / 2);
    }
  }

  /** Moves up what stands behind a place only because that was taken. */
  private void closeGap(int place) {
    int mask = slots.length - 1;
    int gap = place;
    for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      int wanted = (int) (slots[at] >>> 32) & mask;
      if (((at - wanted) & mask) >= ((at - gap) & mask)) {
        slots[gap] = slots[at];
        gap = at;
      }
    }
    slots[gap] = 0;
  }

  void clear() {
    slots = new long[MIN_SLOTS];
    size = 0;
  }

  private void resize(int length) {
    long[] old = slots;
    slots = new long[length];
    for (long slot : old) {
      if (slot != 0) {
        put(slot);
      }
    }
  }
}
