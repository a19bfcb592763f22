package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Each text once, with a number, as long as somebody needs it. So spans hold four bytes of their
 * name, and names that nobody has any more take no memory. Not thread-safe for changes.
 */
final class Names {
  private static final int MIN_CAPACITY = 16;
  private static final int NONE = -1;

  private final Hashing hashing;
  private final HashIndex index = new HashIndex();

  private @Nullable String[] texts = new String[MIN_CAPACITY];

  /** How many need it; of a free number, the complement of the next free one. */
  private int[] users = new int[MIN_CAPACITY];

  private int used;
  private int free = NONE;
  private long textBytes;

  Names(Hashing hashing) {
    this.hashing = hashing;
  }

  /** The number of a text; {@code -1} if nobody has it. */
  int find(String text) {
    return find(text, hashing.of(text));
  }

  private int find(String text, int hash) {
    for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
      if (text.equals(texts[index.item(at)])) {
        return index.item(at);
      }
    }
    return NONE;
  }

  /** The number of a text for somebody who will {@linkplain #release release} it. */
  int acquire(String text) {
    int hash = hashing.of(text);
    int number = find(text, hash);
    if (number == NONE) {
      number = take();
      texts[number] = text;
      index.add(hash, number);
      textBytes += Sizes.string(text);
    }
    users[number]++;
    return number;
  }

  private int take() {
    if (free != NONE) {
      int number = free;
      free = ~users[number];
      users[number] = 0;
      return number;
    }
    if (used == users.length) {
      texts = Arrays.copyOf(texts, used * 2);
      users = Arrays.copyOf(users, used * 2);
    }
    return used++;
  }

  void release(int number) {
    if (--users[number] > 0) {
      return;
    }
    String text = text(number);
    index.remove(hashing.of(text), number);
    textBytes -= Sizes.string(text);
    texts[number] = null;
    users[number] = ~free;
    free = number;
    if (index.size() == 0) {
      clear();
    }
  }

  /** The text of a number that is in use; equal ones are the same object. */
  String text(int number) {
    String text = texts[number];
    if (text == null) {
      throw new IllegalStateException("a name that nobody uses: " + number);
    }
    return text;
  }

  /** All numbers are below. */
  int limit() {
    return used;
  }

  /** What all of it takes. */
  long bytes() {
    return textBytes
        + index.bytes()
        + Sizes.array((long) Sizes.REFERENCE * texts.length)
        + Sizes.array(4L * users.length);
  }

  void clear() {
    index.clear();
    texts = new String[MIN_CAPACITY];
    users = new int[MIN_CAPACITY];
    used = 0;
    free = NONE;
    textBytes = 0;
  }
}
