package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.spool.SpoolRecord;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Everything between a sealed chunk and its last byte being released: what waits, what is in
 * flight, what is known about the endpoint, and who waits for what.
 *
 * <p>Application threads only touch the lock-free inbox. The rest is guarded by one lock, under
 * which no code of an exporter, a log handler or the application runs.
 */
final class Delivery {
  private final SpanPipelineConfig config;
  private final long eagerBytes;
  private volatile boolean ended;

  /** The waiting bytes with which the worker is woken. Set by it before it rests. */
  private volatile long wakeBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final ChunkQueue queue = new ChunkQueue();
  private final Settlement settlement;
  private final Attempts attempts;
  private final @Nullable SpoolQueue spool;
  private boolean closing;
  private int failuresAtClose;
  private boolean givenUp;

  Delivery(SpanPipelineConfig config, MemoryBudget budget, SpanLedger ledger) {
    this.config = config;
    // A result of this one comes from the thread that wrote the batch. Others may keep a batch.
    boolean releasesBatches = config.exporter instanceof OtlpHttpExporter;
    this.settlement = new Settlement(budget, ledger, releasesBatches);
    this.attempts = new Attempts(config, budget, settlement);
    this.eagerBytes = Math.min(config.maxBatchBytes, budget.limit() / 4);
    this.wakeBytes = eagerBytes;
    this.spool =
        config.spoolDirectory == null ? null : new SpoolQueue(config, budget, lock, settlement);
  }

  /** The spans that wait on disk; null when there is no spool. */
  @Nullable
  SpoolQueue spool() {
    return spool;
  }

  /**
   * Takes a chunk. Called by application threads: no lock, no waiting.
   *
   * @return whether to wake the worker: enough waits that it need not wait for others, and there is
   *     something the worker could do about it
   */
  boolean offer(Chunk chunk) {
    long waiting = queue.add(chunk);
    if (ended) {
      dropInbox();
    }
    if (waiting < wakeBytes) {
      return false;
    }
    // Once is enough.
    wakeBytes = Long.MAX_VALUE;
    return true;
  }

  /** Everything that is in the inbox now has waited long enough. */
  void markDue(long now) {
    lock.lock();
    try {
      drainInbox();
      queue.markDue();
      if (spool != null) {
        spool.markDue();
      }
      attempts.pace.measure(now);
    } finally {
      lock.unlock();
    }
  }

  /** Moves what waits in memory to the disk, if there is a spool. Only called by the worker. */
  void store() {
    if (spool != null) {
      lock.lock();
      try {
        drainInbox();
        attempts.spooling = !spool.failing();
      } finally {
        lock.unlock();
      }
      spool.append(queue);
    }
  }

  /** Lets the disk forget what is settled. Only called by the worker. */
  void acknowledge() {
    if (spool != null) {
      spool.acknowledge();
    }
  }

  /** Begins the next attempt, if there is something to send and the endpoint may be asked. */
  @Nullable
  Attempt next(long now) {
    lock.lock();
    try {
      drainInbox();
      if (attempts.nothingToRepeat() && backlogBytes() < eagerBytes) {
        attempts.pace.endUnlessOwing(now);
      }
      giveUp(now);
      if (!mayBegin(now)) {
        return null;
      }
      Attempt attempt = nextInMemory(now);
      if (attempt != null || spool == null) {
        return attempt;
      }
    } finally {
      lock.unlock();
    }
    spool.read(attempts.halving.batchBytes());
    lock.lock();
    try {
      return mayBegin(now) ? nextOnDisk(spool, now) : null;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayBegin(long now) {
    return !ended && !givenUp && attempts.mayBegin(now);
  }

  private long backlogBytes() {
    return queue.bytes() + (spool == null ? 0 : spool.bytes());
  }

  private @Nullable Attempt nextInMemory(long now) {
    SpanBatch repeat = attempts.peekRepeat();
    if (repeat != null) {
      Attempt attempt = attempts.begin(repeat, now);
      attempts.pollRepeat();
      return attempt;
    }
    if ((spool != null && !spool.failing()) || (!queue.hasDue() && queue.bytes() < eagerBytes)) {
      return null;
    }
    List<Chunk> chunks = queue.batch(attempts.halving.batchBytes());
    if (chunks.isEmpty()) {
      return null;
    }
    SpanBatch batch = new SpanBatch(config.resource, config.scope, chunks);
    Attempt attempt = attempts.begin(batch, now);
    queue.remove(chunks.size());
    return attempt;
  }

  private @Nullable Attempt nextOnDisk(SpoolQueue from, long now) {
    List<Chunk> chunks = from.batch(attempts.halving.batchBytes(), eagerBytes);
    SpoolRecord first = chunks.isEmpty() ? null : chunks.get(0).record;
    if (first == null) {
      return null;
    }
    SpanBatch batch = new SpanBatch(first.resource(), first.scope(), chunks);
    Attempt attempt = attempts.begin(batch, now);
    from.remove(chunks.size());
    return attempt;
  }

  /**
   * Ends the wait of whoever closes when there is nothing to hope for: nobody ever listened, or the
   * endpoint is away and a later process will find everything on disk.
   */
  private void giveUp(long now) {
    EndpointState endpoint = attempts.endpoint;
    boolean kept = spool != null && settlement.waiting() == settlement.spooled();
    boolean hopeless =
        endpoint.away()
            && (!endpoint.everReached() || (endpoint.failures() > failuresAtClose && kept));
    if (closing && !givenUp && (hopeless || (kept && endpoint.throttled(now)))) {
      givenUp = true;
      settlement.completeTallies(true);
    }
  }

  private void drainInbox() {
    if (ended) {
      dropInbox();
      return;
    }
    for (Chunk chunk = queue.peekInbox(); chunk != null; chunk = queue.peekInbox()) {
      chunk.epoch = settlement.epoch();
      queue.takeOver(chunk);
      settlement.arrived(chunk.spans);
      attempts.pace.arrived(chunk.length);
    }
  }

  /** The attempts whose time is over, for the caller to complete and cancel. */
  List<Attempt> overdue(long now) {
    lock.lock();
    try {
      return attempts.overdue(now);
    } finally {
      lock.unlock();
    }
  }

  /** Books every attempt that has a result; whether there was one. */
  boolean settle(long now) {
    lock.lock();
    try {
      boolean any = attempts.settle(now);
      if (any) {
        settlement.completeTallies(givenUp);
        giveUp(now);
      }
      return any;
    } finally {
      lock.unlock();
    }
  }

  /** Follows everything that waits now. */
  Tally follow() {
    return follow(false);
  }

  private Tally follow(boolean urgent) {
    lock.lock();
    try {
      drainInbox();
      Tally tally = settlement.follow(urgent);
      settlement.completeTallies(givenUp);
      return tally;
    } finally {
      lock.unlock();
    }
  }

  /** Follows everything that waits now, and has it sent at once. */
  Tally flush(long now, boolean close) {
    lock.lock();
    try {
      if (close) {
        closing = true;
        failuresAtClose = attempts.endpoint.failures();
      }
      Tally tally = follow(true);
      queue.markDue();
      attempts.endpoint.hurry(now);
      return tally;
    } finally {
      lock.unlock();
    }
  }

  /** What became of the spans a tally follows. */
  FlushResult result(Tally tally) {
    lock.lock();
    try {
      return tally.result();
    } finally {
      lock.unlock();
    }
  }

  /** Stops following. */
  void forget(Tally tally) {
    lock.lock();
    try {
      settlement.forget(tally);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins no further attempt. Without a spool, drops whatever waits or is in flight, and in any
   * case everything that comes later. An attempt in flight may still reach the endpoint: its spans
   * are dropped, or kept on disk, all the same, because nobody will know.
   *
   * @return the attempts to cancel
   */
  List<Attempt> end(long now) {
    lock.lock();
    try {
      settle(now);
      if (spool != null) {
        drainInbox();
      }
      ended = true;
      dropInbox();
      List<Attempt> cancelled = attempts.end();
      if (spool == null) {
        for (SpanBatch batch = attempts.pollRepeat();
            batch != null;
            batch = attempts.pollRepeat()) {
          settlement.dropped(batch, DropReason.SHUTDOWN);
        }
        for (Chunk chunk = queue.poll(); chunk != null; chunk = queue.poll()) {
          settlement.dropped(chunk, DropReason.SHUTDOWN);
        }
      }
      settlement.completeTallies(givenUp);
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** After the end, has what is left written to disk. The last thing that the worker does. */
  void close() {
    if (spool == null) {
      return;
    }
    while (true) {
      List<Chunk> left;
      lock.lock();
      try {
        SpanBatch repeat = attempts.pollRepeat();
        Chunk waiting = repeat != null ? null : queue.poll();
        left = repeat != null ? repeat.chunks() : waiting != null ? List.of(waiting) : List.of();
      } finally {
        lock.unlock();
      }
      if (left.isEmpty()) {
        break;
      }
      spool.save(left, DropReason.SHUTDOWN);
    }
    spool.close();
  }

  /** For chunks that come after the end: there is nobody left to take them over. */
  private void dropInbox() {
    for (Chunk chunk = queue.pollInbox(); chunk != null; chunk = queue.pollInbox()) {
      settlement.droppedUnseen(chunk, DropReason.SHUTDOWN);
    }
  }

  /** How long the worker may rest if nothing happens; {@link Long#MAX_VALUE} for ever. */
  long restNanos(long now) {
    lock.lock();
    try {
      long rest = attempts.restNanos(now);
      boolean free = !ended && !givenUp && attempts.mayBegin(now);
      // What is sealed from here on wakes the worker; what was sealed before is looked at now.
      wakeBytes = free ? eagerBytes : Long.MAX_VALUE;
      boolean enough = queue.bytes() >= eagerBytes;
      if (free && enough) {
        return 0;
      }
      long wait = attempts.waitNanos(now);
      if (wait > 0 && (enough || queue.hasDue() || !attempts.nothingToRepeat())) {
        rest = Math.min(rest, wait);
      }
      return Math.max(0, rest);
    } finally {
      lock.unlock();
    }
  }

  /** What there is to say about the endpoint. */
  DeliveryStatus status(long now) {
    lock.lock();
    try {
      return new DeliveryStatus(attempts, settlement, spool, closing, now);
    } finally {
      lock.unlock();
    }
  }
}
