package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Things with numbers from zero on; that of one that is gone is given again. Not thread-safe. */
final class Numbered<E> {
  private static final int MIN_CAPACITY = 16;

  private @Nullable Object[] items = new Object[MIN_CAPACITY];

  /** Numbers that are free again. */
  private int[] free = new int[MIN_CAPACITY];

  private int frees;
  private int used;

  /** Gives a thing a number. */
  int add(E item) {
    int number = frees > 0 ? free[--frees] : used++;
    if (number == items.length) {
      items = Arrays.copyOf(items, number * 2);
      free = Arrays.copyOf(free, number * 2);
    }
    items[number] = item;
    return number;
  }

  @SuppressWarnings("unchecked") // nothing else is put in
  E get(int number) {
    Object item = items[number];
    if (item == null) {
      throw new IllegalStateException("nothing has the number " + number);
    }
    return (E) item;
  }

  void remove(int number) {
    items[number] = null;
    free[frees++] = number;
  }

  /** All numbers are below. */
  int limit() {
    return used;
  }

  /** What this takes, without the things. */
  long bytes() {
    return Sizes.array((long) Sizes.REFERENCE * items.length) + Sizes.array(4L * free.length);
  }

  void clear() {
    items = new Object[MIN_CAPACITY];
    free = new int[MIN_CAPACITY];
    frees = 0;
    used = 0;
  }
}
