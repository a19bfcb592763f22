package dev.skein.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Books what becomes of the chunks that were taken over: in the ledger, in the memory budget, and
 * for everybody who follows them. Guarded by the lock of {@link Delivery}.
 */
final class Settlement {
  private final MemoryBudget budget;
  private final SpanLedger ledger;
  private final boolean releasesBatches;
  private final List<Tally> tallies = new ArrayList<>();
  private int epoch;

  /** Spans taken over and not settled. */
  private long waiting;

  /**
   * Creates the books.
   *
   * @param releasesBatches whether the exporter has no use for a batch after its result
   */
  Settlement(MemoryBudget budget, SpanLedger ledger, boolean releasesBatches) {
    this.budget = budget;
    this.ledger = ledger;
    this.releasesBatches = releasesBatches;
  }

  int epoch() {
    return epoch;
  }

  long waiting() {
    return waiting;
  }

  /** So many spans were taken over. */
  void arrived(int spans) {
    waiting += spans;
  }

  /** The endpoint took a batch, but for some spans that it refused. */
  void exported(SpanBatch batch, long refused) {
    long rejected = Math.min(refused, batch.spanCount());
    long taken = batch.spanCount() - rejected;
    ledger.exported(taken, rejected);
    boolean done = releasesBatches && !batch.repeated;
    for (Chunk chunk : batch.chunks()) {
      release(chunk, done);
    }
    settled(batch.epoch(), taken, rejected, 0);
  }

  /** A batch was given up. */
  void dropped(SpanBatch batch, String reason) {
    for (Chunk chunk : batch.chunks()) {
      dropped(chunk, reason);
    }
  }

  /** A chunk was given up. */
  void dropped(Chunk chunk, String reason) {
    ledger.droppedAccepted(reason, chunk.spans);
    release(chunk, false);
    settled(chunk.epoch, 0, 0, chunk.spans);
  }

  /** A chunk was given up that nobody had taken over. Called without the lock. */
  void droppedUnseen(Chunk chunk, String reason) {
    ledger.droppedAccepted(reason, chunk.spans);
    budget.release(chunk.reserved);
  }

  /** The memory of a chunk is that of all its parts. */
  private void release(Chunk part, boolean recycle) {
    Chunk whole = part.whole;
    if (--whole.parts == 0) {
      budget.release(whole.reserved);
      if (recycle) {
        whole.recycle();
      }
    }
  }

  private void settled(int batchEpoch, long exported, long rejected, long dropped) {
    waiting -= exported + rejected + dropped;
    for (Tally tally : tallies) {
      tally.settle(batchEpoch, exported, rejected, dropped);
    }
  }

  /** Follows everything that waits now; what comes later is of another epoch. */
  Tally follow(boolean urgent) {
    Tally tally = new Tally(epoch, waiting, urgent);
    tallies.add(tally);
    epoch++;
    return tally;
  }

  void forget(Tally tally) {
    tallies.remove(tally);
  }

  /** Whether somebody waits for spans that wait. */
  boolean urgent() {
    for (Tally tally : tallies) {
      if (tally.urgent) {
        return true;
      }
    }
    return false;
  }

  /** Tells those whose spans are all settled; all of them when nobody hopes for more. */
  void completeTallies(boolean givenUp) {
    for (Iterator<Tally> it = tallies.iterator(); it.hasNext(); ) {
      Tally tally = it.next();
      if (tally.settled()) {
        it.remove();
      }
      if (tally.settled() || givenUp) {
        tally.done.complete(null);
      }
    }
  }
}
