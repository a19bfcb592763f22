package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done about a batch that the endpoint refuses as too large, or because of something in it:
 * its halves are sent instead, down to single spans. Guarded by the lock of {@link Delivery}.
 *
 * <p>The work is bounded whatever the endpoint says. A split costs one of a few credits, and a
 * batch that is taken gives one back: there are always enough to find a bad span among good ones,
 * and none for an endpoint that refuses everything.
 */
final class Halving {
  private static final int MOST_CREDITS = 64;

  private final int maxBatchBytes;
  private int batchBytes;
  private int credits = MOST_CREDITS;

  Halving(int maxBatchBytes) {
    this.maxBatchBytes = maxBatchBytes;
    this.batchBytes = maxBatchBytes;
  }

  /** The size of a batch that is not known to be too large. */
  int batchBytes() {
    return batchBytes;
  }

  /** A batch was taken. */
  void taken() {
    credits = Math.min(MOST_CREDITS, credits + 1);
  }

  /** Whoever answers now may take batches of another size. */
  void forgetSize() {
    batchBytes = maxBatchBytes;
  }

  /** A batch was too large: those to come will be smaller. */
  void tooLarge(SpanBatch batch) {
    if (batch.spanCount() > 1) {
      batchBytes = Math.max(1, Math.min(batchBytes, batch.spanBytes() / 2));
    }
  }

  /**
   * Two batches to send instead of one.
   *
   * @return null when it holds a single span, or when that was tried in vain too often
   */
  @Nullable
  List<SpanBatch> halves(SpanBatch batch) {
    if (credits == 0) {
      return null;
    }
    List<Chunk> chunks = batch.chunks();
    List<SpanBatch> halves = new ArrayList<>(2);
    if (chunks.size() > 1) {
      int middle = middle(chunks, batch.spanBytes());
      halves.add(batch.of(chunks.subList(0, middle)));
      halves.add(batch.of(chunks.subList(middle, chunks.size())));
    } else {
      for (Chunk half : chunks.get(0).halves()) {
        halves.add(batch.of(List.of(half)));
      }
    }
    if (halves.isEmpty()) {
      return null;
    }
    credits--;
    return halves;
  }

  /** So many chunks that both sides are about as long, and neither is empty. */
  private static int middle(List<Chunk> chunks, int bytes) {
    int count = 1;
    int sum = chunks.get(0).length;
    while (count < chunks.size() - 1 && sum < bytes / 2) {
      sum += chunks.get(count++).length;
    }
    return count;
  }
}
