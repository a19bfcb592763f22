package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

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

  /** Those of them that are in the spool. */
  private long spooled;

  /** The number of the last of them. */
  private long spooledTo;

  /** What an earlier process left in the spool. Its spans are nobody else's. */
  private final SpanLedger recovered = new SpanLedger();

  /** Chunks of the spool that are settled, to be acknowledged. */
  private @Nullable Chunk settledOfSpool;

  /** Told of spans that are settled without ever having been in the spool. */
  private LongConsumer settledInMemory = spans -> {};

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

  void onSettledInMemory(LongConsumer told) {
    settledInMemory = told;
  }

  int epoch() {
    return epoch;
  }

  long waiting() {
    return waiting;
  }

  long spooled() {
    return spooled;
  }

  SpanLedger recovered() {
    return recovered;
  }

  /** So many spans were taken over. */
  void arrived(int spans) {
    waiting += spans;
  }

  /**
   * A chunk, or a part of one, was written to the spool and is not needed here any more.
   *
   * @param unsent whether no attempt had it before, which may still be busy with the bytes
   */
  void spooled(Chunk chunk, long endSequence, boolean unsent) {
    spooled += chunk.spans;
    spooledTo = endSequence;
    for (Tally tally : tallies) {
      if (tally.follows(chunk)) {
        tally.spooled(chunk.spans, endSequence);
      }
    }
    release(chunk, unsent);
  }

  /** The endpoint took a batch, but for some spans that it refused. */
  void exported(SpanBatch batch, long refused) {
    long refusedHere = Math.min(refused, batch.spanCount());
    long taken = batch.spanCount() - refusedHere;
    ledgerOf(batch.first()).exported(taken, refusedHere);
    boolean done = releasesBatches && !batch.repeated;
    for (Chunk chunk : batch.chunks()) {
      release(chunk, done);
    }
    settled(batch.first(), taken, refusedHere, 0);
  }

  /** A batch was given up. */
  void dropped(SpanBatch batch, String reason) {
    for (Chunk chunk : batch.chunks()) {
      dropped(chunk, reason);
    }
  }

  /** A chunk was given up. */
  void dropped(Chunk chunk, String reason) {
    ledgerOf(chunk).droppedAccepted(reason, chunk.spans);
    release(chunk, false);
    settled(chunk, 0, 0, chunk.spans);
  }

  /** A chunk was given up that nobody had taken over. Called without the lock. */
  void droppedUnseen(Chunk chunk, String reason) {
    ledger.droppedAccepted(reason, chunk.spans);
    settledInMemory.accept(chunk.spans);
    budget.release(chunk.reserved);
  }

  /** Spans in the spool, from one number to another, were given up by it. */
  void lost(String reason, boolean ofOthers, long from, long to) {
    long spans = to - from;
    if (ofOthers) {
      recovered.droppedAccepted(reason, spans);
      return;
    }
    ledger.droppedAccepted(reason, spans);
    waiting -= spans;
    spooled -= spans;
    for (Tally tally : tallies) {
      tally.lost(from, to);
    }
  }

  private SpanLedger ledgerOf(Chunk chunk) {
    return chunk.recovered() ? recovered : ledger;
  }

  /** The memory of a chunk is that of all its parts. */
  private void release(Chunk part, boolean recycle) {
    Chunk whole = part.whole;
    if (--whole.parts > 0) {
      return;
    }
    budget.release(whole.reserved);
    if (whole.record != null) {
      whole.nextSettled = settledOfSpool;
      settledOfSpool = whole;
    } else if (recycle) {
      whole.recycle();
    }
  }

  /** Forgets a chunk that stays in the spool. */
  void leave(Chunk part) {
    if (--part.whole.parts == 0) {
      budget.release(part.whole.reserved);
    }
  }

  /** The chunks of the spool that were settled since the last call, as a chain. */
  @Nullable
  Chunk takeSettledOfSpool() {
    Chunk first = settledOfSpool;
    settledOfSpool = null;
    return first;
  }

  private void settled(Chunk of, long exported, long rejected, long dropped) {
    if (of.recovered()) {
      return;
    }
    boolean onDisk = of.record != null;
    long spans = exported + rejected + dropped;
    waiting -= spans;
    if (onDisk) {
      spooled -= spans;
    } else {
      settledInMemory.accept(spans);
    }
    for (Tally tally : tallies) {
      if (tally.follows(of)) {
        tally.settle(onDisk, exported, rejected, dropped);
      }
    }
  }

  /** Whether the same follow both, so that they may share a batch. */
  boolean together(Chunk one, Chunk other) {
    for (Tally tally : tallies) {
      if (tally.follows(one) != tally.follows(other)) {
        return false;
      }
    }
    return true;
  }

  /** Follows everything that waits now; what comes later is of another epoch. */
  Tally follow(boolean urgent) {
    Tally tally = new Tally(epoch, waiting, urgent, spooledTo, spooled);
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
