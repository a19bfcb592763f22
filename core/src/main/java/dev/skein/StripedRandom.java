package dev.skein;

import dev.skein.internal.TryLock;
import java.security.SecureRandom;

/**
 * xoshiro256++ generators, one per stripe, each with 256 bits of state of its own. A thread takes
 * the stripe of its id, and the next free one when that is in use: nothing is kept per thread, so a
 * million virtual threads cost nothing.
 */
final class StripedRandom implements IdGenerator {
  private static final int STRIPES = 16;

  private final RandomStripe[] stripes = new RandomStripe[STRIPES];

  StripedRandom() {
    SecureRandom seeds = new SecureRandom();
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new RandomStripe(seeds);
    }
  }

  @Override
  public long nextLong() {
    int index = TryLock.stripe(Thread.currentThread());
    while (true) {
      RandomStripe stripe = stripes[index++ & (STRIPES - 1)];
      if (stripe.tryLock()) {
        long value = stripe.next();
        stripe.unlock();
        return value;
      }
    }
  }
}
