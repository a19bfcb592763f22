package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Each source once, with a number, as long as a span needs it. The spans of a request come one
 * after the other: only where another source begins is something hashed or compared, so that all of
 * a request takes no more than its bytes. Not thread-safe for changes.
 */
final class Sources {
  /** A source as it is kept. */
  static final class Entry {
    /** Its service and its resource are those of the origin, the same objects. */
    final Source source;

    final int origin;
    private final int hash;
    private final long bytes;
    private int users;

    Entry(Source source, int origin, int hash) {
      this.source = source;
      this.origin = origin;
      this.hash = hash;
      this.bytes = bytesOf(source.scope());
    }
  }

  private static final int NONE = -1;

  private final Hashing hashing;
  private final Origins origins;
  private final HashIndex index = new HashIndex();
  private final Numbered<Entry> entries = new Numbered<>();
  private long entryBytes;

  /** What was looked for last, the hash of its scope, and its number if it has one. */
  private @Nullable Source last;

  private int lastScope;
  private int lastNumber = NONE;

  Sources(Hashing hashing) {
    this.hashing = hashing;
    this.origins = new Origins(hashing);
  }

  /** What a source will take beyond what is taken already, at most. */
  long bytesFor(Source source) {
    if (find(source) != NONE) {
      return 0;
    }
    return origins.find(source.service(), source.resource()) != NONE
        ? bytesOf(source.scope())
        : bytesOf(source.scope()) + Origins.bytesOf(source.service(), source.resource());
  }

  private static long bytesOf(byte[] scope) {
    return Sizes.object(3 * Sizes.REFERENCE)
        + Sizes.array(scope.length)
        + Sizes.object(Sizes.REFERENCE + 20);
  }

  /** The number of a source; {@code -1} if no span has it. */
  int find(Source source) {
    if (!isLast(source)) {
      last = source;
      lastScope = hashing.of(source.scope());
      lastNumber = NONE;
    }
    if (lastNumber == NONE) {
      int origin = origins.find(source.service(), source.resource());
      lastNumber = origin == NONE ? NONE : find(origin, source.scope(), hash(origin));
    }
    return lastNumber;
  }

  @SuppressWarnings("ReferenceEquality") // only a quicker way; comparing comes after
  private boolean isLast(Source source) {
    return source == last;
  }

  /** Of the source that was looked for last. */
  private int hash(int origin) {
    return hashing.of(origin, lastScope);
  }

  private int find(int origin, byte[] scope, int hash) {
    for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
      Entry entry = entry(index.item(at));
      if (entry.origin == origin && Arrays.equals(entry.source.scope(), scope)) {
        return index.item(at);
      }
    }
    return NONE;
  }

  /** Whether a span is of a service. */
  boolean has(String service) {
    return origins.has(service);
  }

  /** The number of a source for a span that will {@linkplain #release release} it. */
  int acquire(Source source) {
    int number = find(source);
    if (number == NONE) {
      number = add(source);
      lastNumber = number;
    }
    entry(number).users++;
    return number;
  }

  private int add(Source source) {
    int number = origins.acquire(source.service(), source.resource());
    Origins.Origin origin = origins.get(number);
    Source own = new Source(origin.service, origin.resource, source.scope());
    Entry entry = new Entry(own, number, hash(number));
    int added = entries.add(entry);
    index.add(entry.hash, added);
    entryBytes += entry.bytes;
    return added;
  }

  void release(int number) {
    Entry entry = entry(number);
    if (--entry.users > 0) {
      return;
    }
    index.remove(entry.hash, number);
    origins.release(entry.origin);
    entryBytes -= entry.bytes;
    entries.remove(number);
    lastNumber = NONE;
    if (index.size() == 0) {
      clear();
    }
  }

  /** What is kept of a source that a span needs. */
  Entry entry(int number) {
    return entries.get(number);
  }

  /** Where a source that a span needs comes from. */
  Origins.Origin origin(int number) {
    return origins.get(entry(number).origin);
  }

  /** The numbers of all origins are below. */
  int originLimit() {
    return origins.limit();
  }

  long bytes() {
    return entryBytes + origins.bytes() + index.bytes() + entries.bytes();
  }

  /** Keeps nothing of what was looked for last. */
  void forgetLast() {
    last = null;
    lastNumber = NONE;
    origins.forgetLast();
  }

  void clear() {
    index.clear();
    entries.clear();
    origins.clear();
    entryBytes = 0;
    forgetLast();
  }
}
