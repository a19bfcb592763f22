package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.spool.AcceptedSpans;
import dev.skein.internal.spool.Spool;
import dev.skein.internal.spool.SpoolConfig;
import dev.skein.internal.spool.SpoolRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The spans that wait on disk, and how they come and go. Files are touched by the worker only, and
 * never under the lock of {@link Delivery}, which guards the books.
 */
final class SpoolQueue {
  private final Spool spool;
  private final String directory;
  private final long limitBytes;
  private final MemoryBudget budget;
  private final ReentrantLock lock;
  private final Settlement settlement;

  /** Read back for the next batch. What does not fit into it stays for the one after it. */
  private final ArrayDeque<Chunk> readAhead = new ArrayDeque<>();

  private final AtomicLong readAheadBytes = new AtomicLong();

  /** The number of the last span that has waited for others long enough. */
  private long dueTo;

  private long appendedTo;

  /** The disk did not take the last chunk. */
  private boolean failing;

  /** The first of the settled chunks that are to be acknowledged next. */
  private @Nullable Chunk unacknowledged;

  SpoolQueue(
      SpanPipelineConfig config, MemoryBudget budget, ReentrantLock lock, Settlement settlement) {
    Path path = Objects.requireNonNull(config.spoolDirectory);
    this.directory = ErrorText.of(path.toString());
    this.limitBytes = config.spoolLimitBytes;
    this.budget = budget;
    this.lock = lock;
    this.settlement = settlement;
    SpoolConfig files =
        new SpoolConfig(
            path,
            config.spoolLimitBytes,
            config.spoolMaxAge,
            config.resource,
            config.scope,
            InstantSource.system(),
            config.nanoTime);
    this.spool = new Spool(files, SpanBuffers.stripeCount(), this::lost);
    settlement.onSettledInMemory(spool::settledInMemory);
  }

  AcceptedSpans counters() {
    return spool.counters();
  }

  private void lost(String reason, boolean recovered, long from, long to) {
    lock.lock();
    try {
      settlement.lost(reason, recovered, from, to);
      settlement.completeTallies(false);
    } finally {
      lock.unlock();
    }
  }

  /** Whether spans have to be sent from memory, because the disk does not take them. */
  boolean failing() {
    return failing;
  }

  /** The bytes that wait on disk, or were read from it for a batch to come. */
  long bytes() {
    return spool.unreadBytes() + readAheadBytes.get();
  }

  /** Everything that was written by now has waited long enough. */
  void markDue() {
    dueTo = appendedTo;
  }

  /** Writes the chunks of a queue as long as the disk takes them, and has it looked after. */
  void append(ChunkQueue queue) {
    // Adopts what others left, lets go of what is too old, and tries a disk that failed again.
    spool.nextLength();
    for (Chunk chunk = first(queue); chunk != null && append(chunk); chunk = first(queue)) {
      lock.lock();
      try {
        // Still the first: only the worker takes from the queue when there is a spool.
        queue.poll();
        settlement.spooled(chunk, appendedTo, true);
      } finally {
        lock.unlock();
      }
    }
  }

  private @Nullable Chunk first(ChunkQueue queue) {
    lock.lock();
    try {
      return queue.peek();
    } finally {
      lock.unlock();
    }
  }

  private boolean append(Chunk chunk) {
    byte[] bytes =
        chunk.offset == 0
            ? chunk.bytes
            : Arrays.copyOfRange(chunk.bytes, chunk.offset, chunk.offset + chunk.length);
    // Until it has worked, whatever comes out of it.
    failing = true;
    long end = spool.append(bytes, chunk.length, chunk.spans);
    appendedTo = Math.max(appendedTo, end);
    failing = end < 0;
    return !failing;
  }

  /** Writes a batch that is given up here; what the disk does not take is dropped. */
  void save(List<Chunk> chunks, String dropReason) {
    for (Chunk chunk : chunks) {
      boolean saved = chunk.record == null && append(chunk);
      lock.lock();
      try {
        if (chunk.record != null) {
          settlement.leave(chunk);
        } else if (saved) {
          settlement.spooled(chunk, appendedTo, false);
        } else {
          settlement.dropped(chunk, dropReason);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Reads back as much as makes a batch, as far as there is memory for it. */
  void read(long batchBytes) {
    while (readAheadBytes.get() < batchBytes) {
      int length = spool.nextLength();
      long reserved = (long) length + Chunk.OVERHEAD;
      if (length == 0 || !budget.tryReserve(reserved)) {
        return;
      }
      boolean kept = false;
      try {
        SpoolRecord record = spool.next();
        if (record == null) {
          return;
        }
        readAhead.addLast(new Chunk(record, reserved));
        readAheadBytes.addAndGet(record.bytes().length);
        kept = true;
      } finally {
        if (!kept) {
          budget.release(reserved);
        }
      }
    }
  }

  /**
   * The chunks of the next batch, which stay until they are removed: of one process, followed by
   * the same, and up to the size of a batch. Under the lock.
   */
  List<Chunk> batch(long batchBytes, long eagerBytes) {
    List<Chunk> chunks = new ArrayList<>();
    Chunk first = readAhead.peekFirst();
    if (first == null || !(due(first) || bytes() >= eagerBytes)) {
      return chunks;
    }
    long sum = 0;
    for (Chunk chunk : readAhead) {
      sum += chunk.length;
      if (chunk != first && (sum > batchBytes || !sameOrigin(first, chunk))) {
        break;
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  private boolean due(Chunk chunk) {
    SpoolRecord record = chunk.record;
    return record == null
        || record.recovered()
        || record.endSequence() <= dueTo
        || settlement.urgent();
  }

  private boolean sameOrigin(Chunk one, Chunk other) {
    SpoolRecord record = one.record;
    SpoolRecord next = other.record;
    return record != null
        && next != null
        && record.recovered() == next.recovered()
        && Arrays.equals(record.resource(), next.resource())
        && Arrays.equals(record.scope(), next.scope())
        && settlement.together(one, other);
  }

  /** Takes the first chunks, which now belong to a batch. Under the lock. */
  void remove(int count) {
    for (int i = 0; i < count; i++) {
      Chunk chunk = readAhead.pollFirst();
      if (chunk != null) {
        readAheadBytes.addAndGet(-chunk.length);
      }
    }
  }

  /** How it is, for whoever asks. Under the lock. */
  SpoolHealth health() {
    SpanLedger ledger = settlement.recovered();
    Map<String, Long> dropped = ledger.dropped();
    long exported = ledger.exported();
    long rejected = ledger.rejected();
    long recovered = spool.recovered();
    String problem = spool.problem();
    return new SpoolHealth(
        directory,
        spool.bytesOnDisk(),
        limitBytes,
        settlement.spooled(),
        recovered,
        Math.max(0, recovered - exported - rejected - Health.total(dropped)),
        exported,
        rejected,
        dropped,
        spool.lost(),
        problem == null ? null : ErrorText.of(problem));
  }

  /** Lets the disk forget what is settled. */
  void acknowledge() {
    while (unacknowledged != null) {
      SpoolRecord record = unacknowledged.record;
      if (record != null) {
        spool.acknowledge(record);
      }
      unacknowledged = unacknowledged.nextSettled;
    }
    lock.lock();
    try {
      unacknowledged = settlement.takeSettledOfSpool();
    } finally {
      lock.unlock();
    }
    if (unacknowledged != null) {
      acknowledge();
    }
  }

  /** Leaves everything to a process to come. */
  void close() {
    acknowledge();
    save(new ArrayList<>(readAhead), DropReason.SHUTDOWN);
    readAhead.clear();
    readAheadBytes.set(0);
    spool.close();
  }
}
