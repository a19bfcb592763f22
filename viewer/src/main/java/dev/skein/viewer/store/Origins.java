package dev.skein.viewer.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Each service with its resource once, with a number and the terms of the resource, as long as a
 * source needs it. A resource may be large and have very many scopes: it is hashed, read and kept
 * for all of them together. Not thread-safe for changes.
 */
final class Origins {
  /** A service and its resource as they are kept. */
  static final class Origin {
    final String service;
    final byte[] resource;
    final char[] terms;

    /** Equal for equal names of services, and only for these. */
    final int serviceNumber;

    private final int hash;
    private final long bytes;
    private int users;

    Origin(String service, int serviceNumber, byte[] resource, int hash) {
      this.service = service;
      this.serviceNumber = serviceNumber;
      this.resource = resource;
      this.terms = Terms.of(EncodedAttributes.termsOfResource(resource));
      this.hash = hash;
      this.bytes =
          Sizes.object(3 * Sizes.REFERENCE + 20)
              + Sizes.array(resource.length)
              + Sizes.array(2L * terms.length);
    }
  }

  private static final int NONE = -1;

  private final Hashing hashing;
  private final Names services;
  private final HashIndex index = new HashIndex();
  private final Numbered<Origin> origins = new Numbered<>();
  private long originBytes;

  /** What was looked for last, for that comes again mostly; its hash, and its number if any. */
  private @Nullable String lastService;

  private byte @Nullable [] lastResource;
  private int lastHash;
  private int lastNumber = NONE;

  Origins(Hashing hashing) {
    this.hashing = hashing;
    this.services = new Names(hashing);
  }

  /** What an origin that is not there yet will take, at most; its terms are no longer than it. */
  static long bytesOf(String service, byte[] resource) {
    return Sizes.object(3 * Sizes.REFERENCE + 20)
        + 2 * Sizes.array(resource.length)
        + Sizes.string(service);
  }

  /** Whether a span is of a service. */
  boolean has(String service) {
    return services.find(service) >= 0;
  }

  /** The number of an origin; {@code -1} if no source has it. */
  int find(String service, byte[] resource) {
    if (!isLast(service, resource)) {
      lastHash = 31 * hashing.of(resource) + hashing.of(service);
      lastService = service;
      lastResource = resource;
      lastNumber = NONE;
    }
    if (lastNumber == NONE) {
      lastNumber = find(service, resource, lastHash);
    }
    return lastNumber;
  }

  @SuppressWarnings("ReferenceEquality") // only a quicker way; comparing comes after
  private boolean isLast(String service, byte[] resource) {
    return service == lastService && resource == lastResource;
  }

  private int find(String service, byte[] resource, int hash) {
    for (int at = index.first(hash); at >= 0; at = index.next(at, hash)) {
      Origin origin = origins.get(index.item(at));
      if (Arrays.equals(origin.resource, resource) && origin.service.equals(service)) {
        return index.item(at);
      }
    }
    return NONE;
  }

  /** The number of an origin for a source that will {@linkplain #release release} it. */
  int acquire(String service, byte[] resource) {
    int number = find(service, resource);
    if (number == NONE) {
      int name = services.acquire(service);
      Origin origin = new Origin(services.text(name), name, resource, lastHash);
      number = origins.add(origin);
      index.add(origin.hash, number);
      originBytes += origin.bytes;
      lastNumber = number;
    }
    origins.get(number).users++;
    return number;
  }

  void release(int number) {
    Origin origin = origins.get(number);
    if (--origin.users > 0) {
      return;
    }
    index.remove(origin.hash, number);
    services.release(origin.serviceNumber);
    originBytes -= origin.bytes;
    origins.remove(number);
    lastNumber = NONE;
  }

  /** What is kept of an origin that a source needs. */
  Origin get(int number) {
    return origins.get(number);
  }

  /** All numbers are below. */
  int limit() {
    return origins.limit();
  }

  long bytes() {
    return originBytes + services.bytes() + index.bytes() + origins.bytes();
  }

  /** Keeps nothing of what was looked for last. */
  void forgetLast() {
    lastService = null;
    lastResource = null;
    lastNumber = NONE;
  }

  void clear() {
    services.clear();
    index.clear();
    origins.clear();
    originBytes = 0;
    forgetLast();
  }
}
