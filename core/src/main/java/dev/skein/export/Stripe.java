package dev.skein.export;

import dev.skein.internal.ProtoWriter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One buffer of several: the chunk that is being filled, and the lock it is filled under. A thread
 * that finds the lock taken goes elsewhere, so that none ever waits here.
 *
 * <p>An idle stripe holds no chunk: a new one is as large as the last one became.
 */
final class Stripe {
  private static final byte[] NOTHING = {};
  private static final int SMALLEST_CHUNK = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryBudget budget;
  private final Consumer<Chunk> sealed;
  private final int chunkBytes;
  private final ProtoWriter scratch;

  /** Spans accepted, ever. Written under the lock, read without. */
  private final AtomicLong accepted = new AtomicLong();

  private byte[] chunk = NOTHING;
  private int used;
  private int spans;
  private int sizeHint = SMALLEST_CHUNK;
  private volatile boolean closed;

  Stripe(MemoryBudget budget, Consumer<Chunk> sealed, int chunkBytes, int maxSpanBytes) {
    this.budget = budget;
    this.sealed = sealed;
    this.chunkBytes = chunkBytes;
    this.scratch = new ProtoWriter(SMALLEST_CHUNK, maxSpanBytes);
  }

  /** Encodes a span into this stripe unless somebody is in it, be it this very thread. */
  AppendOutcome tryAppend(EncodableSpan span) {
    if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
      return AppendOutcome.BUSY;
    }
    try {
      if (closed) {
        return AppendOutcome.CLOSED;
      }
      AppendOutcome outcome = append(span);
      if (closed) {
        // Whoever closed this stripe meanwhile may have given up waiting for the lock.
        seal();
      }
      return outcome;
    } finally {
      lock.unlock();
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
      seal();
      return true;
    } finally {
      lock.unlock();
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
  private boolean tryLock(long waitNanos) {
    long until = System.nanoTime() + waitNanos;
    boolean interrupted = false;
    while (true) {
      try {
        boolean locked = lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return locked;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private AppendOutcome append(EncodableSpan span) {
    if (!encode(span, scratch)) {
      return AppendOutcome.TOO_LARGE;
    }
    int body = scratch.size();
    int framed = Framing.framedSize(body);
    if (framed > chunk.length - used && !makeRoom(framed)) {
      return AppendOutcome.QUEUE_FULL;
    }
    int at = Framing.putHeader(chunk, used, Framing.TAG_FIELD_2, body);
    scratch.copyTo(chunk, at);
    used += framed;
    spans++;
    accepted.setRelease(accepted.getPlain() + 1);
    return AppendOutcome.ACCEPTED;
  }

  /** Encodes a span, in its smaller form when it has to be; false when that is too large, too. */
  static boolean encode(EncodableSpan span, ProtoWriter out) {
    out.reset();
    span.encode(out);
    if (out.overflowed()) {
      out.reset();
      span.encodeReduced(out);
    }
    return !out.overflowed();
  }

  /** Room for some bytes more: the chunk grows, or is sealed and a new one begun. */
  private boolean makeRoom(int bytes) {
    if (used > 0 && used + bytes > chunkBytes) {
      seal();
    }
    int needed = used + bytes;
    int wanted = Math.max(needed, Math.min(chunkBytes, Math.max(chunk.length << 1, sizeHint)));
    return growTo(wanted) || (wanted > needed && growTo(needed));
  }

  private boolean growTo(int capacity) {
    long more = (long) capacity - chunk.length + (chunk.length == 0 ? Chunk.OVERHEAD : 0);
    if (!budget.tryReserve(more)) {
      return false;
    }
    try {
      chunk = Arrays.copyOf(chunk, capacity);
      return true;
    } catch (OutOfMemoryError e) {
      budget.release(more);
      return false;
    }
  }

  /** Hands over the chunk, without the room it did not need if that is much. */
  private void seal() {
    if (used == 0) {
      return;
    }
    byte[] bytes = chunk;
    int spare = chunk.length - used;
    if (spare > used >> 4) {
      bytes = Arrays.copyOf(chunk, used);
    } else {
      spare = 0;
    }
    // Whatever can fail comes before the first change: an error leaves the stripe as it was.
    sealed.accept(new Chunk(bytes, used, spans, (long) bytes.length + Chunk.OVERHEAD));
    budget.release(spare);
    sizeHint = Math.max(SMALLEST_CHUNK, Math.min(chunkBytes, used + (used >> 2)));
    chunk = NOTHING;
    used = 0;
    spans = 0;
  }
}
