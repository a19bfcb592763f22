package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.ProtoWriter;
import dev.skein.internal.TryLock;
import dev.skein.internal.spool.AcceptedSpans;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One buffer of several: the chunk that is being filled, and the lock it is filled under. A thread
 * that finds the lock taken goes elsewhere, so that none ever waits here.
 *
 * <p>An idle stripe holds no chunk: a new one is as large as the last one became.
 */
final class Stripe extends TryLock {
  private static final byte[] NOTHING = {};
  private static final int SMALLEST_CHUNK = 1024;
  private static final long PAUSE_NANOS = 20_000;
  private static final int YIELDS = 32;

  private final MemoryBudget budget;
  private final Consumer<Chunk> sealed;
  private final SpareChunks spares;
  private final int chunkBytes;
  private final int maxSpanBytes;

  /** Where the count is kept as well, so that it outlives the process. */
  private final @Nullable AcceptedSpans counters;

  private final int index;

  /** Fills the chunk, and does not let it grow. */
  private final ProtoWriter out = new ProtoWriter();

  /** Spans accepted, ever. Written under the lock, read without. */
  private final AtomicLong accepted = new AtomicLong();

  private int spans;
  private int sizeHint;
  private volatile boolean closed;

  Stripe(
      MemoryBudget budget,
      Consumer<Chunk> sealed,
      SpareChunks spares,
      int chunkBytes,
      int maxSpanBytes,
      @Nullable AcceptedSpans counters,
      int index) {
    this.budget = budget;
    this.sealed = sealed;
    this.spares = spares;
    this.chunkBytes = chunkBytes;
    this.maxSpanBytes = maxSpanBytes;
    this.counters = counters;
    this.index = index;
  }

  /** Encodes a span into this stripe unless somebody is in it, be it this very thread. */
  AppendOutcome tryAppend(EncodableSpan span) {
    if (!tryLock()) {
      return AppendOutcome.BUSY;
    }
    try {
      if (closed) {
        return AppendOutcome.CLOSED;
      }
      // First, so that it can fail without harm, and is never behind what is on disk.
      keepCount(1);
      AppendOutcome outcome = append(span);
      if (outcome == AppendOutcome.ACCEPTED) {
        spans++;
        accepted.setRelease(accepted.getPlain() + 1);
      } else {
        keepCount(0);
      }
      if (closed) {
        // Whoever closed this stripe meanwhile may have given up waiting for the lock.
        seal();
      }
      return outcome;
    } finally {
      unlock();
    }
  }

  /** Under the lock. */
  private void keepCount(int more) {
    if (counters != null) {
      counters.set(index, accepted.getPlain() + more);
    }
  }

  long accepted() {
    return accepted.getAcquire();
  }

  /** Hands over what there is; false when the lock could not be had in time. */
  boolean seal(long waitNanos) {
    if (!tryLock(waitNanos)) {
      return false;
    }
    try {
      // The page it is kept on may have come meanwhile.
      keepCount(0);
      seal();
      return true;
    } finally {
      unlock();
    }
  }

  /**
   * Takes nothing more and hands over what there is; when the lock could not be had in time, and
   * the answer is false, its holder does that.
   */
  boolean close(long waitNanos) {
    closed = true;
    return seal(waitNanos);
  }

  /** An interrupt does not end the wait, which is short, and stays set. */
  @SuppressWarnings("ThreadPriorityCheck") // the holder needs a few nanoseconds of a processor
  private boolean tryLock(long waitNanos) {
    if (tryLock()) {
      return true;
    }
    long start = System.nanoTime();
    for (int tries = 0; System.nanoTime() - start < waitNanos; tries++) {
      if (tries < YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
      if (tryLock()) {
        return true;
      }
    }
    return false;
  }

  private AppendOutcome append(EncodableSpan span) {
    if (out.capacity() > 0 && writeInto(out, span, maxSpanBytes)) {
      return AppendOutcome.ACCEPTED;
    }
    // Does not fit into what is left of the chunk, or is too large anyway.
    ProtoWriter alone = encode(span, maxSpanBytes);
    if (alone == null) {
      return AppendOutcome.TOO_LARGE;
    }
    if (alone.size() > out.capacity() - out.size() && !makeRoom(alone.size())) {
      return AppendOutcome.QUEUE_FULL;
    }
    out.raw(alone);
    return AppendOutcome.ACCEPTED;
  }

  /** Writes a span as {@code ScopeSpans.spans}; false, with nothing written, if it has no room. */
  private static boolean writeInto(ProtoWriter out, EncodableSpan span, int maxSpanBytes) {
    int mark = out.beginFrame();
    boolean written = false;
    try {
      span.encode(out);
      written = endSpan(out, mark, maxSpanBytes);
    } finally {
      if (!written) {
        out.rewind(mark);
      }
    }
    return written;
  }

  private static boolean endSpan(ProtoWriter out, int mark, int maxSpanBytes) {
    int withLength = out.size() - mark;
    out.endFrame(Framing.TAG_FIELD_2, mark);
    return withLength <= maxSpanBytes + ProtoWriter.FRAME_HEADER && !out.overflowed();
  }

  /** A span in a buffer of its own, in its smaller form when it has to be; null: too large. */
  static @Nullable ProtoWriter encode(EncodableSpan span, int maxSpanBytes) {
    ProtoWriter out = new ProtoWriter(SMALLEST_CHUNK, maxSpanBytes + ProtoWriter.FRAME_HEADER + 1);
    if (!writeInto(out, span, maxSpanBytes)) {
      int mark = out.beginFrame();
      span.encodeReduced(out);
      if (!endSpan(out, mark, maxSpanBytes)) {
        return null;
      }
    }
    return out;
  }

  /** Room for some bytes more: the chunk grows, or is sealed and a new one begun. */
  private boolean makeRoom(int bytes) {
    if (out.size() > 0 && out.size() + bytes > chunkBytes) {
      seal();
    }
    int needed = out.size() + bytes;
    int wanted =
        Math.max(
            needed,
            Math.min(
                chunkBytes, Math.max(out.capacity() << 1, Math.max(SMALLEST_CHUNK, sizeHint))));
    return growTo(wanted) || (wanted > needed && growTo(needed));
  }

  private boolean growTo(int capacity) {
    int now = out.capacity();
    long more = (long) capacity - now + (now == 0 ? Chunk.OVERHEAD : 0);
    if (!budget.tryReserve(more)) {
      return false;
    }
    try {
      byte[] larger = spares.take(capacity);
      out.copyTo(larger, 0);
      out.use(larger, out.size());
      return true;
    } catch (OutOfMemoryError e) {
      budget.release(more);
      return false;
    }
  }

  /** Hands over the chunk, without the room it did not need if that is much. */
  private void seal() {
    int used = out.size();
    if (used == 0) {
      return;
    }
    byte[] filled = out.array();
    byte[] bytes = filled;
    int spare = bytes.length - used;
    if (spare > used >> 4) {
      bytes = Arrays.copyOf(bytes, used);
    } else {
      spare = 0;
    }
    // Whatever can fail comes before the first change: an error leaves the stripe as it was.
    long reserved = (long) bytes.length + Chunk.OVERHEAD;
    sealed.accept(new Chunk(bytes, used, spans, reserved, spares));
    budget.release(spare);
    // A chunk sealed early tells little about the next one.
    sizeHint = Math.max(sizeHint >> 1, Math.min(chunkBytes, used + (used >> 2)));
    out.use(NOTHING, 0);
    spans = 0;
    if (filled != bytes) {
      spares.giveBack(filled);
    }
  }
}
