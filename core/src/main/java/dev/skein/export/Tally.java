package dev.skein.export;

import java.util.concurrent.CompletableFuture;

/**
 * Follows the spans that waited at one moment until each is settled. Guarded by the lock of {@link
 * Delivery}, except the future.
 */
final class Tally {
  final int epoch;

  /** Whether somebody waits for it, so that nothing may be held back. */
  final boolean urgent;

  final CompletableFuture<Void> done = new CompletableFuture<>();
  private long remaining;
  private long exported;
  private long rejected;
  private long dropped;

  Tally(int epoch, long remaining, boolean urgent) {
    this.epoch = epoch;
    this.urgent = urgent;
    this.remaining = remaining;
  }

  void settle(int batchEpoch, long nowExported, long nowRejected, long nowDropped) {
    if (batchEpoch <= epoch) {
      exported += nowExported;
      rejected += nowRejected;
      dropped += nowDropped;
      remaining -= nowExported + nowRejected + nowDropped;
    }
  }

  boolean settled() {
    return remaining <= 0;
  }

  FlushResult result() {
    return new FlushResult(exported, rejected, dropped, Math.max(0, remaining));
  }
}
