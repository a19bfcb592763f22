package dev.skein.export;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How fast the backlog of an outage is sent: at no more than twice the rate at which new spans
 * come, so that an endpoint which just came back is not run over by everybody who waited for it.
 * Guarded by the lock of {@link Delivery}.
 */
final class Pace {
  /** For a service with little to do, whose backlog would take too long otherwise. */
  private static final double LEAST_BYTES_PER_SECOND = 64 << 10;

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What came longer ago than this counts for little. */
  private static final double MEMORY_NANOS = 10 * SECOND;

  private final DoubleSupplier random;
  private double bytesPerSecond;
  private long countedBytes;
  private long countedSince;
  private boolean recovering;
  private long notBefore;

  /** Nothing was sent yet but what ended the outage. */
  private boolean probed;

  Pace(DoubleSupplier random, long now) {
    this.random = random;
    this.countedSince = now;
  }

  /** So many bytes of new spans came. */
  void arrived(long bytes) {
    countedBytes += bytes;
  }

  /** Looks at what came since the last look; called about once a second. */
  void measure(long now) {
    double nanos = now - countedSince;
    if (nanos >= SECOND) {
      double weight = bytesPerSecond == 0 ? 1 : nanos / (nanos + MEMORY_NANOS);
      bytesPerSecond += weight * (countedBytes * SECOND / nanos - bytesPerSecond);
      countedBytes = 0;
      countedSince = now;
    }
  }

  /** The rate at which spans came lately; 0 when it is not known. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }

  /** The endpoint is back, as it has taken a batch of that size. */
  void begin(long now, long bytes) {
    recovering = true;
    sent(now, bytes);
    probed = true;
  }

  /** Less than a batch is left: that is no backlog, unless it is the rest of one. */
  void endUnlessOwing(long now) {
    recovering &= !probed && waitNanos(now) > 0;
  }

  boolean recovering() {
    return recovering;
  }

  /** A batch goes out: the next one waits until this one is paid for, and a bit longer. */
  void sent(long now, long bytes) {
    probed = false;
    if (recovering) {
      double seconds = bytes / Math.max(2 * bytesPerSecond, LEAST_BYTES_PER_SECOND);
      notBefore = now + (long) (seconds * (1 + random.getAsDouble() / 2) * SECOND);
    }
  }

  /** How long the backlog has to wait; 0 when a batch of it may go out. */
  long waitNanos(long now) {
    return recovering ? Math.max(0, notBefore - now) : 0;
  }
}
