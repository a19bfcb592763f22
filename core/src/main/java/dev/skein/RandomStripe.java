package dev.skein;

import dev.skein.internal.TryLock;
import java.security.SecureRandom;

/** A xoshiro256++ generator (Blackman and Vigna), to be used while its lock is held. */
class RandomStripe extends TryLock {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  RandomStripe(SecureRandom seeds) {
    s0 = seeds.nextLong();
    s1 = seeds.nextLong();
    s2 = seeds.nextLong();
    s3 = seeds.nextLong() | 1; // the all-zero state is the one that never leaves itself
  }

  final long next() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }
}
