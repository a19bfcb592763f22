package dev.skein;

import dev.skein.internal.Nullable;
import dev.skein.internal.TryLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * What a span needs when it starts: a body, ids, and to be counted; all three for one
 * compare-and-set. Striped by thread ids: a thread takes the stripe of its id, and the next free
 * one when that is in use. Nothing is kept per thread, so a million virtual threads cost nothing.
 *
 * <p>Bodies are used again, last in, first out. One goes back to the stripe it came from, so that
 * threads which start spans find those that other threads have ended. A span that nobody ends takes
 * its body along, and the next miss makes another: the pool does not run dry for ever.
 */
final class SpanPool implements IdGenerator, LongSupplier {
  /** More than the spans that are open at once on the way of one request. */
  private static final int BODIES = 32;

  private static final VarHandle STARTED;

  static {
    try {
      STARTED = MethodHandles.lookup().findVarHandle(Stripe.class, "started", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Stripe[] stripes;

  /** Creates an empty pool. */
  SpanPool() {
    int stripes = TryLock.stripes(Runtime.getRuntime().availableProcessors());
    SecureRandom seeds = new SecureRandom();
    this.stripes = new Stripe[stripes];
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] = new Stripe(seeds, i);
    }
  }

  /**
   * A body with a new span id in it, for a span that is counted as started.
   *
   * @param root whether a new trace id is needed as well
   */
  SpanBody take(boolean root) {
    Stripe stripe = locked(TryLock.stripe(Thread.currentThread()));
    try {
      SpanBody body = stripe.pop();
      if (body == null) {
        body = elsewhere(stripe.number ^ 1);
        body.stripe = stripe.number;
      }
      if (root) {
        body.traceIdHigh = stripe.next();
        body.traceIdLow = nonZero(stripe.next());
      }
      body.spanId = nonZero(stripe.next());
      stripe.count(1);
      return body;
    } finally {
      stripe.unlock();
    }
  }

  /**
   * A neighbour's body, of which he has more than he needs when threads come and go; or a new one.
   */
  private SpanBody elsewhere(int index) {
    Stripe neighbour = stripes[index & (stripes.length - 1)];
    SpanBody body = null;
    if (neighbour.bodies > 0 && neighbour.tryLock()) {
      body = neighbour.pop();
      neighbour.unlock();
    }
    return body == null ? new SpanBody() : body;
  }

  private static long nonZero(long id) {
    return id == 0 ? 1 : id;
  }

  /** Takes back a body whose span has ended. */
  void giveBack(SpanBody body) {
    giveBack(body, 0);
  }

  /** Takes back a body whose span was not started after all. */
  void giveBackUnused(SpanBody body) {
    giveBack(body, -1);
  }

  private void giveBack(SpanBody body, int started) {
    body.clear();
    Stripe stripe = locked(body.stripe);
    stripe.push(body);
    stripe.count(started);
    stripe.unlock();
  }

  @Override
  public long nextLong() {
    Stripe stripe = locked(TryLock.stripe(Thread.currentThread()));
    long value = stripe.next();
    stripe.unlock();
    return value;
  }

  /** An id alone. */
  long nextId() {
    return nonZero(nextLong());
  }

  /** The first stripe that is free. */
  private Stripe locked(int first) {
    int index = first;
    while (true) {
      Stripe stripe = stripes[index++ & (stripes.length - 1)];
      if (stripe.tryLock()) {
        return stripe;
      }
    }
  }

  /** The spans that were started, ever. */
  @Override
  public long getAsLong() {
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += (long) STARTED.getAcquire(stripe);
    }
    return sum;
  }

  private static final class Stripe extends TryLock {
    private final @Nullable SpanBody[] stack = new SpanBody[BODIES];

    /** How many there are. What stands above them is in use: see {@link #push}. */
    private int bodies;

    private long started;

    private final int number;

    /** The state of a xoshiro256++ generator (Blackman and Vigna). */
    private long s0;

    private long s1;
    private long s2;
    private long s3;

    Stripe(SecureRandom seeds, int number) {
      this.number = number;
      s0 = seeds.nextLong();
      s1 = seeds.nextLong();
      s2 = seeds.nextLong();
      s3 = seeds.nextLong() | 1; // the all-zero state is the one that never leaves itself
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

    void count(int more) {
      STARTED.setRelease(this, started + more);
    }

    @Nullable
    SpanBody pop() {
      return bodies == 0 ? null : stack[--bodies];
    }

    /**
     * Puts one on top. In the usual order of things it is there already, and the old array is not
     * written to: G1 would make that cost more than everything else here.
     */
    void push(SpanBody body) {
      int top = bodies;
      if (top < stack.length) {
        if (stack[top] != body) {
          stack[top] = body;
        }
        bodies = top + 1;
      }
    }
  }
}
