package dev.skein.export;

import dev.skein.internal.Nullable;
import dev.skein.internal.ProtoWriter;
import dev.skein.internal.TryLock;
import dev.skein.internal.spool.AcceptedSpans;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The buffers that ended spans are written to: a few {@link Stripe}s, chosen by the thread's id.
 * Nothing is kept per thread. No thread ever waits for another: one that finds every stripe taken
 * seals its span as a chunk of its own.
 */
final class SpanBuffers {
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int MIN_CHUNK_BYTES = 1 << 10;

  private final Stripe[] stripes;
  private final SpareChunks spares;
  private final MemoryBudget budget;
  private final Consumer<Chunk> sealed;
  private final int maxSpanBytes;
  private final AtomicLong acceptedAlone = new AtomicLong();

  /** Where the counts are kept as well, so that they outlive the process. */
  private final @Nullable AcceptedSpans counters;

  SpanBuffers(MemoryBudget budget, int maxSpanBytes, Consumer<Chunk> sealed) {
    this(budget, maxSpanBytes, sealed, stripeCount(), null);
  }

  SpanBuffers(
      MemoryBudget budget,
      int maxSpanBytes,
      Consumer<Chunk> sealed,
      int stripeCount,
      @Nullable AcceptedSpans counters) {
    this.counters = counters;
    this.budget = budget;
    this.sealed = sealed;
    this.maxSpanBytes = maxSpanBytes;
    // The chunks being filled may take an eighth of the budget, so that little is out of reach
    // when spans have to wait.
    long share = budget.limit() / 8 / stripeCount;
    int chunkBytes = (int) Math.max(MIN_CHUNK_BYTES, Math.min(CHUNK_BYTES, share));
    spares = new SpareChunks(chunkBytes);
    stripes = new Stripe[stripeCount];
    for (int i = 0; i < stripeCount; i++) {
      stripes[i] = new Stripe(budget, sealed, spares, chunkBytes, maxSpanBytes, counters, i);
    }
  }

  /** How many stripes there are unless somebody says otherwise. */
  static int stripeCount() {
    return TryLock.stripes(Runtime.getRuntime().availableProcessors());
  }

  /** Encodes a span into a buffer. Never waits. */
  AppendOutcome append(EncodableSpan span) {
    int mask = stripes.length - 1;
    int first = TryLock.stripe(Thread.currentThread());
    for (int i = 0; i < stripes.length; i++) {
      AppendOutcome outcome = stripes[(first + i) & mask].tryAppend(span);
      if (outcome != AppendOutcome.BUSY) {
        return outcome;
      }
    }
    return appendAlone(span);
  }

  private AppendOutcome appendAlone(EncodableSpan span) {
    ProtoWriter encoded = Stripe.encode(span, maxSpanBytes);
    if (encoded == null) {
      return AppendOutcome.TOO_LARGE;
    }
    long reserved = (long) encoded.size() + Chunk.OVERHEAD;
    if (!budget.tryReserve(reserved)) {
      return AppendOutcome.QUEUE_FULL;
    }
    boolean handedOver = false;
    try {
      byte[] bytes = encoded.toByteArray();
      keepCount(acceptedAlone.get() + 1);
      sealed.accept(new Chunk(bytes, bytes.length, 1, reserved, null));
      handedOver = true;
      keepCount(acceptedAlone.incrementAndGet());
      return AppendOutcome.ACCEPTED;
    } finally {
      if (!handedOver) {
        budget.release(reserved);
      }
    }
  }

  /** Lets spare chunks go that nobody wants. Called by the worker, again and again. */
  void trim() {
    spares.look();
  }

  /** The spans that were accepted, ever. */
  long accepted() {
    long sum = acceptedAlone.get();
    for (Stripe stripe : stripes) {
      sum += stripe.accepted();
    }
    return sum;
  }

  private void keepCount(long alone) {
    if (counters != null) {
      counters.raiseAlone(alone);
    }
  }

  /** Hands over every stripe's chunk; false when a stripe stayed locked for that long. */
  boolean sealAll(long waitNanosEach) {
    keepCount(acceptedAlone.get());
    boolean all = true;
    for (Stripe stripe : stripes) {
      all &= stripe.seal(waitNanosEach);
    }
    return all;
  }

  /** Hands over every stripe's chunk and closes it; false when one stayed locked that long. */
  boolean closeAll(long waitNanosEach) {
    boolean all = true;
    for (Stripe stripe : stripes) {
      all &= stripe.close(waitNanosEach);
    }
    return all;
  }
}
