package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Everything between a sealed chunk and its last byte being released: the queue, the attempts in
 * flight, the batches to repeat, the endpoint's state, and who waits for what.
 *
 * <p>Application threads only touch the lock-free inbox. The rest is guarded by one lock, under
 * which no code of an exporter, a log handler or the application runs. Where an operation can fail
 * half-way for lack of memory, what allocates comes first, so that no span is lost or counted
 * twice.
 */
final class Delivery {
  private final SpanPipelineConfig config;
  private final MemoryBudget budget;
  private final SpanLedger ledger;
  private final long eagerBytes;
  private final boolean releasesBatches;

  private final Queue<Chunk> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicLong unsentBytes = new AtomicLong();
  private volatile boolean ended;

  /** The unsent bytes with which the worker is woken. Set by it before it rests. */
  private volatile long wakeBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Chunk> queue = new ArrayDeque<>();
  private final ArrayDeque<SpanBatch> repeats = new ArrayDeque<>();
  private final List<Attempt> inFlight = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final EndpointState endpoint;
  private int epoch;

  /** Chunks at the head of the queue that have waited for others long enough. */
  private int due;

  /** Spans taken over from the inbox and not settled. */
  private long waiting;

  private boolean closing;
  private boolean givenUp;
  private @Nullable String lastError;

  Delivery(SpanPipelineConfig config, MemoryBudget budget, SpanLedger ledger) {
    this.config = config;
    this.budget = budget;
    this.ledger = ledger;
    // A result of this one comes from the thread that wrote the batch. Others may keep a batch.
    this.releasesBatches = config.exporter instanceof OtlpHttpExporter;
    this.endpoint = new EndpointState(config.random);
    this.eagerBytes = Math.min(config.maxBatchBytes, budget.limit() / 4);
    this.wakeBytes = eagerBytes;
  }

  /**
   * Takes a chunk. Called by application threads: no lock, no waiting.
   *
   * @return whether to wake the worker: enough waits that it need not wait for others, and there is
   *     something the worker could do about it
   */
  boolean offer(Chunk chunk) {
    inbox.add(chunk);
    long unsent = unsentBytes.addAndGet(chunk.length);
    if (ended) {
      dropInbox();
    }
    if (unsent < wakeBytes) {
      return false;
    }
    // Once is enough.
    wakeBytes = Long.MAX_VALUE;
    return true;
  }

  /** Everything that is in the inbox now has waited long enough. */
  void markDue() {
    lock.lock();
    try {
      drainInbox();
      due = queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Begins the next attempt, if there is something to send and the endpoint may be asked. */
  @Nullable
  Attempt next(long now) {
    lock.lock();
    try {
      if (ended || givenUp) {
        return null;
      }
      drainInbox();
      if (inFlight.size() >= endpoint.permits(now, config.maxInFlight)) {
        return null;
      }
      SpanBatch repeat = repeats.peekFirst();
      List<Chunk> chunks = repeat != null ? repeat.chunks() : chunksForBatch();
      if (chunks.isEmpty()) {
        return null;
      }
      SpanBatch batch =
          repeat != null ? repeat : new SpanBatch(config.resource, config.scope, chunks);
      long deadline = now + config.exportTimeout.toNanos();
      Attempt attempt = new Attempt(batch, deadline, endpoint.generation());
      inFlight.add(attempt);
      if (repeat != null) {
        repeats.removeFirst();
      } else {
        removeFromQueue(chunks.size());
      }
      return attempt;
    } finally {
      lock.unlock();
    }
  }

  /** The chunks of the next batch, still in the queue: of one epoch, up to the size of a batch. */
  private List<Chunk> chunksForBatch() {
    List<Chunk> chunks = new ArrayList<>();
    if (due == 0 && unsentBytes.get() < eagerBytes) {
      return chunks;
    }
    long bytes = 0;
    for (Chunk chunk : queue) {
      bytes += chunk.length;
      if (!chunks.isEmpty()
          && (bytes > config.maxBatchBytes || chunk.epoch != chunks.get(0).epoch)) {
        break;
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  private void removeFromQueue(int count) {
    for (int i = 0; i < count; i++) {
      Chunk chunk = queue.pollFirst();
      if (chunk != null) {
        unsentBytes.addAndGet(-chunk.length);
      }
    }
    due = Math.max(0, due - count);
  }

  private void drainInbox() {
    if (ended) {
      dropInbox();
      return;
    }
    for (Chunk chunk = inbox.peek(); chunk != null; chunk = inbox.peek()) {
      // Only the holder of the lock takes from the inbox before the end, so that this chunk is
      // still its first when the queue has made room for it.
      chunk.epoch = epoch;
      queue.addLast(chunk);
      inbox.poll();
      waiting += chunk.spans;
    }
  }

  /** The attempts whose time is over, for the caller to complete and cancel. */
  List<Attempt> overdue(long now) {
    lock.lock();
    try {
      List<Attempt> late = new ArrayList<>(0);
      for (Attempt attempt : inFlight) {
        if (attempt.result() == null && attempt.deadline - now <= 0) {
          late.add(attempt);
        }
      }
      return late;
    } finally {
      lock.unlock();
    }
  }

  /** Books every attempt that has a result; whether there was one. */
  boolean settle(long now) {
    lock.lock();
    try {
      boolean any = false;
      for (Iterator<Attempt> it = inFlight.iterator(); it.hasNext(); ) {
        Attempt attempt = it.next();
        ExportResult result = attempt.result();
        if (result != null) {
          settle(attempt, result, now, it);
          any = true;
        }
      }
      if (any) {
        completeTallies();
      }
      return any;
    } finally {
      lock.unlock();
    }
  }

  private void settle(Attempt attempt, ExportResult result, long now, Iterator<Attempt> it) {
    if (result.message() != null) {
      lastError = result.message();
    }
    SpanBatch batch = attempt.batch;
    ExportResult.Outcome outcome = result.outcome();
    if (outcome == ExportResult.Outcome.EXPORTED) {
      it.remove();
      long refused = Math.min(result.rejectedSpans(), batch.spanCount());
      long taken = batch.spanCount() - refused;
      ledger.exported(taken, refused);
      settled(batch, taken, refused, 0);
      endpoint.answered();
    } else if (outcome == ExportResult.Outcome.FAILED) {
      it.remove();
      ledger.droppedAccepted(DropReason.EXPORT_FAILED, batch.spanCount());
      settled(batch, 0, 0, batch.spanCount());
      endpoint.answered();
    } else {
      batch.repeated = true;
      repeats.addLast(batch);
      it.remove();
      boolean reached = outcome == ExportResult.Outcome.RETRY;
      endpoint.failed(attempt.generation, now, reached, result.retryAfter());
      // Nobody ever listened: do not keep an application from ending.
      givenUp |= closing && !endpoint.everReached();
    }
  }

  private void settled(SpanBatch batch, long exported, long rejected, long dropped) {
    boolean done = releasesBatches && !batch.repeated;
    for (Chunk chunk : batch.chunks()) {
      budget.release(chunk.reserved);
      if (done) {
        chunk.recycle();
      }
    }
    settled(batch.epoch(), exported, rejected, dropped);
  }

  private void settled(int batchEpoch, long exported, long rejected, long dropped) {
    waiting -= exported + rejected + dropped;
    for (Tally tally : tallies) {
      tally.settle(batchEpoch, exported, rejected, dropped);
    }
  }

  private void completeTallies() {
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

  /** Follows everything that waits now. */
  Tally follow() {
    lock.lock();
    try {
      drainInbox();
      Tally tally = new Tally(epoch, waiting);
      tallies.add(tally);
      epoch++;
      completeTallies();
      return tally;
    } finally {
      lock.unlock();
    }
  }

  /** Follows everything that waits now, and has it sent at once. */
  Tally flush(long now, boolean close) {
    lock.lock();
    try {
      closing |= close;
      Tally tally = follow();
      due = queue.size();
      endpoint.hurry(now);
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
      tallies.remove(tally);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops whatever waits or is in flight, and everything that comes later. An attempt in flight may
   * still reach the endpoint: its spans count as dropped all the same, because nobody will know.
   *
   * @return the attempts to cancel
   */
  List<Attempt> end(long now) {
    lock.lock();
    try {
      settle(now);
      List<Attempt> cancelled = new ArrayList<>(inFlight);
      ended = true;
      dropInbox();
      for (Attempt attempt : inFlight) {
        dropAll(attempt.batch.chunks());
      }
      inFlight.clear();
      for (SpanBatch batch : repeats) {
        dropAll(batch.chunks());
      }
      repeats.clear();
      dropAll(queue);
      queue.clear();
      completeTallies();
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private void dropAll(Iterable<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      drop(chunk);
      settled(chunk.epoch, 0, 0, chunk.spans);
    }
  }

  private void drop(Chunk chunk) {
    ledger.droppedAccepted(DropReason.SHUTDOWN, chunk.spans);
    budget.release(chunk.reserved);
  }

  /** For chunks that come after the end: there is nobody left to take them over. */
  private void dropInbox() {
    for (Chunk chunk = inbox.poll(); chunk != null; chunk = inbox.poll()) {
      drop(chunk);
    }
  }

  /** How long the worker may rest if nothing happens; {@link Long#MAX_VALUE} for ever. */
  long restNanos(long now) {
    lock.lock();
    try {
      long rest = Long.MAX_VALUE;
      for (Attempt attempt : inFlight) {
        rest = Math.min(rest, attempt.result() != null ? 0 : attempt.deadline - now);
      }
      boolean free =
          !ended && !givenUp && inFlight.size() < endpoint.permits(now, config.maxInFlight);
      // What is sealed from here on wakes the worker; what was sealed before is looked at now.
      wakeBytes = free ? eagerBytes : Long.MAX_VALUE;
      boolean enough = unsentBytes.get() >= eagerBytes;
      if (free && enough) {
        return 0;
      }
      long wait = endpoint.waitNanos(now);
      if (wait > 0 && (enough || due > 0 || !repeats.isEmpty())) {
        rest = Math.min(rest, wait);
      }
      return Math.max(0, rest);
    } finally {
      lock.unlock();
    }
  }

  /** What there is to say about the endpoint. */
  Status status() {
    lock.lock();
    try {
      return new Status(this);
    } finally {
      lock.unlock();
    }
  }

  /** A snapshot of the endpoint's state, and of the spans that wait for it. */
  static final class Status {
    final boolean away;
    final boolean everReached;
    final int failures;
    final long awaySince;
    final long waiting;
    final boolean closing;
    final @Nullable String lastError;

    private Status(Delivery from) {
      away = from.endpoint.away();
      everReached = from.endpoint.everReached();
      failures = from.endpoint.failures();
      awaySince = from.endpoint.awaySince();
      waiting = from.waiting;
      closing = from.closing;
      lastError = from.lastError;
    }
  }
}
