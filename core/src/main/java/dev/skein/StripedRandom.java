package dev.skein;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * xoshiro256++ generators (Blackman and Vigna), one per stripe, each with 256 bits of state of its
 * own. A thread takes the stripe of its id, and the next free one when that is in use: nothing is
 * kept per thread, so a million virtual threads cost nothing.
 */
final class StripedRandom implements IdGenerator {
  private static final int STRIPES = 16;

  private final Stripe[] stripes = new Stripe[STRIPES];

  StripedRandom() {
    SecureRandom seeds = new SecureRandom();
    for (int i = 0; i < STRIPES; i++) {
      byte[] seed = new byte[32];
      seeds.nextBytes(seed);
      stripes[i] = new Stripe(ByteBuffer.wrap(seed));
    }
  }

  @Override
  public long nextLong() {
    int index = (int) Thread.currentThread().getId();
    while (true) {
      Stripe stripe = stripes[index++ & (STRIPES - 1)];
      if (stripe.tryLock()) {
        long value = stripe.next();
        stripe.unlock();
        return value;
      }
    }
  }

  private static final class Stripe {
    private static final VarHandle LOCK;

    static {
      try {
        LOCK = MethodHandles.lookup().findVarHandle(Stripe.class, "lock", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    @SuppressWarnings("UnusedVariable") // used through LOCK
    private volatile int lock;

    Stripe(ByteBuffer seed) {
      s0 = seed.getLong();
      s1 = seed.getLong();
      s2 = seed.getLong();
      s3 = seed.getLong() | 1; // the all-zero state is the one that never leaves itself
    }

    boolean tryLock() {
      return LOCK.compareAndSet(this, 0, 1);
    }

    void unlock() {
      try {
        LOCK.setRelease(this, 0);
      } catch (StackOverflowError e) {
        lock = 0; // needs no stack
      }
    }

    long next() {
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
}
