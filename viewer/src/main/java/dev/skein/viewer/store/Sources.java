package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Each source once, with a number and the terms of its resource, as long as a span needs it. Not
 * thread-safe for changes.
 */
final class Sources {
  /** A source as it is kept. */
  static final class Entry {
    final Source source;
    final char[] terms;
    private final int service;
    private final int hash;
    private final long bytes;
    private int users;

    Entry(Source source, int service, int hash) {
      this.source = source;
      this.terms = Terms.of(EncodedAttributes.termsOfResource(source.resource()));
      this.service = service;
      this.hash = hash;
      this.bytes = bytesOf(source) + Sizes.array(2L * terms.length);
    }
  }

  private static final int MIN_CAPACITY = 16;
  private static final int NONE = -1;

  private final Hashing hashing;
  private final Names services;
  private final HashIndex index = new HashIndex();
  private @Nullable Entry[] entries = new Entry[MIN_CAPACITY];

  /** Numbers that are free again. */
  private int[] free = new int[MIN_CAPACITY];

  private int frees;
  private int used;
  private long entryBytes;

  private @Nullable Source last;
  private int lastNumber;

  Sources(Hashing hashing) {
    this.hashing = hashing;
    this.services = new Names(hashing);
  }

  /** What a source that is not there yet will take, roughly. */
  static long bytesOf(Source source) {
    return Sizes.object(3 * Sizes.REFERENCE)
        + Sizes.array(source.resource().length)
        + Sizes.array(source.scope().length)
        + Sizes.object(2 * Sizes.REFERENCE + 20);
  }

  /** The number of a source; {@code -1} if no span has it. */
  int find(Source source) {
    // the spans of a request come one after the other
    if (last != null && isLast(source)) {
      return lastNumber;
    }
    int number = find(source, hash(source));
    if (number != NONE) {
      last = source;
      lastNumber = number;
    }
    return number;
  }

  @SuppressWarnings("ReferenceEquality") // only a quicker way; comparing comes after
  private boolean isLast(Source source) {
    return source == last;
  }

  private int find(Source source, int hash) {
    for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
      if (entry(index.item(at)).source.equals(source)) {
        return index.item(at);
      }
    }
    return NONE;
  }

  private int hash(Source source) {
    return 31 * hashing.of(source.resource()) + hashing.of(source.scope());
  }

  /** Whether a span is of a service. */
  boolean has(String service) {
    return services.find(service) >= 0;
  }

  /** The number of a source for a span that will {@linkplain #release release} it. */
  int acquire(Source source) {
    int number = find(source);
    if (number == NONE) {
      number = add(source);
    }
    entry(number).users++;
    return number;
  }

  private int add(Source source) {
    int number = frees > 0 ? free[--frees] : used++;
    if (number == entries.length) {
      entries = Arrays.copyOf(entries, number * 2);
      free = Arrays.copyOf(free, number * 2);
    }
    int service = services.acquire(source.service());
    Source own = new Source(services.text(service), source.resource(), source.scope());
    Entry entry = new Entry(own, service, hash(own));
    entries[number] = entry;
    index.add(entry.hash, number);
    entryBytes += entry.bytes;
    return number;
  }

  void release(int number) {
    Entry entry = entry(number);
    if (--entry.users > 0) {
      return;
    }
    index.remove(entry.hash, number);
    services.release(entry.service);
    entryBytes -= entry.bytes;
    entries[number] = null;
    free[frees++] = number;
    last = null;
    if (index.size() == 0) {
      clear();
    }
  }

  /** What is kept of a source that a span needs. */
  Entry entry(int number) {
    Entry entry = entries[number];
    if (entry == null) {
      throw new IllegalStateException("a source that no span has: " + number);
    }
    return entry;
  }

  /** All numbers are below. */
  int limit() {
    return used;
  }

  long bytes() {
    return entryBytes
        + services.bytes()
        + index.bytes()
        + Sizes.array((long) Sizes.REFERENCE * entries.length)
        + Sizes.array(4L * free.length);
  }

  void clear() {
    services.clear();
    index.clear();
    entries = new Entry[MIN_CAPACITY];
    free = new int[MIN_CAPACITY];
    frees = 0;
    used = 0;
    entryBytes = 0;
    last = null;
  }
}
