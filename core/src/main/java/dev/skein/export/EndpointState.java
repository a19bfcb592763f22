package dev.skein.export;

import dev.skein.internal.Nullable;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What is known about the endpoint, for all batches together: whether it takes spans, and from when
 * on it may be asked again. Guarded by the lock of {@link Delivery}.
 *
 * <p>After a failure nothing is sent for a while that doubles with every further failure, drawn at
 * random between nothing and its length (full jitter), so that many processes do not come back as
 * one. After it, one attempt goes out alone; one that gets through ends the outage. A wait that the
 * endpoint itself asked for is obeyed whatever else succeeds.
 */
final class EndpointState {
  private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(500).toNanos();
  private static final long MAX_BACKOFF_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long PRESSED_BACKOFF_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  private final DoubleSupplier random;

  private boolean everReached;
  private boolean away;
  private long awaySince;
  private int failures;

  /** Grows with every wait: two attempts that fail at once lengthen the next wait only once. */
  private int generation;

  private long backoffUntil;
  private boolean throttled;
  private long throttledUntil;

  EndpointState(DoubleSupplier random) {
    this.random = random;
  }

  /** How many attempts may be in flight now. */
  int permits(long now, int most) {
    if (waitNanos(now) > 0) {
      return 0;
    }
    return away ? 1 : most;
  }

  /** Whether the endpoint itself asked for the wait. */
  boolean throttled(long now) {
    return throttled && throttledUntil - now > 0;
  }

  /** How long nothing may be sent; 0 when something may. */
  long waitNanos(long now) {
    long wait = away ? Math.max(0, backoffUntil - now) : 0;
    return throttled ? Math.max(wait, throttledUntil - now) : wait;
  }

  /** The endpoint answered and is able to take batches; whether that ends an outage. */
  boolean answered() {
    boolean back = away;
    everReached = true;
    away = false;
    failures = 0;
    return back;
  }

  /** An attempt that began in a generation failed, but may be repeated. */
  void failed(int began, long now, boolean reached, @Nullable Duration retryAfter) {
    everReached |= reached;
    if (retryAfter != null) {
      throttle(now, retryAfter);
    }
    if (away && began != generation) {
      return;
    }
    if (!away) {
      away = true;
      awaySince = now;
    }
    long longest = FIRST_BACKOFF_NANOS << Math.min(failures, 16);
    backoffUntil = now + (long) (random.getAsDouble() * Math.min(longest, MAX_BACKOFF_NANOS));
    failures++;
    generation++;
  }

  private void throttle(long now, Duration retryAfter) {
    long nanos = Durations.bounded(retryAfter, MAX_RETRY_AFTER).toNanos();
    if (!throttled || throttledUntil - now < nanos) {
      throttled = true;
      throttledUntil = now + nanos;
    }
  }

  /**
   * Draws the wait that we chose ourselves anew if it is long, because there is little room left.
   */
  void impatient(long now) {
    if (away && backoffUntil - now > PRESSED_BACKOFF_NANOS) {
      backoffUntil = now + (long) (random.getAsDouble() * PRESSED_BACKOFF_NANOS);
    }
  }

  /** Ends the wait that we chose ourselves, because somebody waits for the spans. */
  void hurry(long now) {
    backoffUntil = now;
  }

  int generation() {
    return generation;
  }

  boolean everReached() {
    return everReached;
  }

  boolean away() {
    return away;
  }

  long awaySince() {
    return awaySince;
  }

  int failures() {
    return failures;
  }
}
