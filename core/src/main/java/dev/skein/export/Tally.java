package dev.skein.export;

import dev.skein.internal.spool.SpoolRecord;
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

  /** The last of its spans in the spool. */
  private long spooledTo;

  private long remaining;
  private long exported;
  private long rejected;
  private long dropped;

  /** So many of the remaining are in the spool. */
  private long spooled;

  Tally(int epoch, long remaining, boolean urgent, long spooledTo, long spooled) {
    this.epoch = epoch;
    this.remaining = remaining;
    this.urgent = urgent;
    this.spooledTo = spooledTo;
    this.spooled = spooled;
  }

  /** Whether it follows the spans of a chunk. */
  boolean follows(Chunk chunk) {
    SpoolRecord record = chunk.record;
    if (record == null) {
      return chunk.epoch <= epoch;
    }
    return !record.recovered() && record.endSequence() <= spooledTo;
  }

  /** Spans of it were written to the spool. */
  void spooled(int spans, long endSequence) {
    spooledTo = endSequence;
    spooled += spans;
  }

  void settle(boolean onDisk, long nowExported, long nowRejected, long nowDropped) {
    long settled = nowExported + nowRejected + nowDropped;
    exported += nowExported;
    rejected += nowRejected;
    dropped += nowDropped;
    remaining -= settled;
    spooled -= onDisk ? settled : 0;
  }

  /** Spans of the spool from one number to another were lost; some of them may be its own. */
  void lost(long from, long to) {
    settle(true, 0, 0, Math.max(0, Math.min(to, spooledTo) - from));
  }

  boolean settled() {
    return remaining <= 0;
  }

  FlushResult result() {
    return new FlushResult(
        exported, rejected, dropped, Math.max(0, remaining), Math.max(0, spooled));
  }
}
