package dev.skein.viewer.store;

import java.security.SecureRandom;

/**
 * Hashes that whoever sends spans cannot foresee, so that nobody can make them all the same: each
 * object has a secret of its own. Immutable and thread-safe.
 */
public final class Hashing {
  private final long seed;
  private final long factor;

  /** Hashes with a new secret. */
  public Hashing() {
    SecureRandom random = new SecureRandom();
    seed = random.nextLong();
    factor = random.nextLong() | 1;
  }

  /** The hash of an id. */
  public int of(long first, long second) {
    long hash = mix(first ^ seed);
    return (int) (mix(hash + second * factor) >>> 32);
  }

  int of(String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * factor;
      hash ^= hash >>> 32;
    }
    return (int) (mix(hash) >>> 32);
  }

  int of(byte[] bytes) {
    long hash = seed;
    for (byte b : bytes) {
      hash = (hash ^ b) * factor;
      hash ^= hash >>> 32;
    }
    return (int) (mix(hash) >>> 32);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 32);
  }
}
