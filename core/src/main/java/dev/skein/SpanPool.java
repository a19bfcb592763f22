package dev.skein;

import dev.skein.internal.TryLock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a span needs when it starts: a body, ids, and to be counted; all three for one
 * compare-and-set. Striped by thread ids; nothing is kept per thread, and nobody waits.
 *
 * <p>Bodies are used again, last in, first out. One goes back to the stripe it came from, so that
 * threads which start spans find those that other threads have ended. A span that nobody ends takes
 * its body along, and the next miss makes another: the pool does not run dry for ever.
 */
final class SpanPool {
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

  /**
   * Creates an empty pool.
   *
   * @param stripes a power of two
   */
  SpanPool(int stripes) {
    SecureRandom seeds = new SecureRandom();
    this.stripes = new Stripe[stripes];
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] = new Stripe(seeds, i);
    }
  }

  /**
   * A body with a new span id in it.
   *
   * @param root whether a new trace id is needed as well
   * @param counted whether a span is started for certain
   */
  SpanBody take(boolean root, boolean counted) {
    Stripe stripe = locked();
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
      if (counted) {
        stripe.count();
      }
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

  /** Takes back a body that nobody uses any more. */
  void giveBack(SpanBody body) {
    body.clear();
    int mask = stripes.length - 1;
    for (int i = 0; i <= mask; i++) {
      Stripe stripe = stripes[(body.stripe + i) & mask];
      if (stripe.tryLock()) {
        stripe.push(body);
        stripe.unlock();
        return;
      }
    }
  }

  /** An id alone. */
  long nextId() {
    Stripe stripe = locked();
    long id = nonZero(stripe.next());
    stripe.unlock();
    return id;
  }

  /** Counts a span that was not certain to be started when its body was taken. */
  void countStarted() {
    Stripe stripe = locked();
    stripe.count();
    stripe.unlock();
  }

  private Stripe locked() {
    int index = TryLock.stripe(Thread.currentThread());
    while (true) {
      Stripe stripe = stripes[index++ & (stripes.length - 1)];
      if (stripe.tryLock()) {
        return stripe;
      }
    }
  }

  /** The spans that were started, ever. */
  long started() {
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += (long) STARTED.getAcquire(stripe);
    }
    return sum;
  }

  private static final class Stripe extends RandomStripe {
    private final @Nullable SpanBody[] stack = new SpanBody[BODIES];

    /** How many there are. What stands above them is in use: see {@link #push}. */
    private int bodies;

    private long started;

    private final int number;

    Stripe(SecureRandom seeds, int number) {
      super(seeds);
      this.number = number;
    }

    void count() {
      STARTED.setRelease(this, started + 1);
    }

    @Nullable SpanBody pop() {
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
