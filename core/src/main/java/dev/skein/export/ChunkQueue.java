package dev.skein.export;

import dev.skein.internal.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The chunks that wait in memory, oldest first: in an inbox without a lock until they are taken
 * over, then in a queue that the lock of {@link Delivery} guards.
 */
final class ChunkQueue {
  private final Queue<Chunk> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final ArrayDeque<Chunk> queue = new ArrayDeque<>();

  /** Chunks at the head of the queue that have waited for others long enough. */
  private int due;

  /** Leaves a chunk in the inbox, on whatever thread; the bytes that wait with it. */
  long add(Chunk chunk) {
    inbox.add(chunk);
    return bytes.addAndGet(chunk.length);
  }

  /** The first chunk of the inbox, which stays there. */
  @Nullable
  Chunk peekInbox() {
    return inbox.peek();
  }

  /** Moves the first chunk of the inbox, which only the holder of the lock takes from. */
  void takeOver(Chunk first) {
    // What may fail for lack of memory comes first: the chunk is in one of the two at any time.
    queue.addLast(first);
    inbox.poll();
  }

  /** The first chunk of the inbox, for a caller who will not queue it. */
  @Nullable
  Chunk pollInbox() {
    Chunk chunk = inbox.poll();
    if (chunk != null) {
      bytes.addAndGet(-chunk.length);
    }
    return chunk;
  }

  /** The bytes in inbox and queue together. */
  long bytes() {
    return bytes.get();
  }

  boolean hasDue() {
    return due > 0;
  }

  /** Everything in the queue has waited long enough. */
  void markDue() {
    due = queue.size();
  }

  /** The chunks of the next batch, which stay in the queue: of one epoch, up to a batch's size. */
  List<Chunk> batch(long maxBytes) {
    List<Chunk> chunks = new ArrayList<>();
    long sum = 0;
    for (Chunk chunk : queue) {
      sum += chunk.length;
      if (!chunks.isEmpty() && (sum > maxBytes || chunk.epoch != chunks.get(0).epoch)) {
        break;
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  /** Takes so many from the head of the queue. */
  void remove(int count) {
    for (int i = 0; i < count; i++) {
      poll();
    }
  }

  /** The oldest chunk of the queue, which stays there. */
  @Nullable
  Chunk peek() {
    return queue.peekFirst();
  }

  /** Takes the oldest chunk of the queue. */
  @Nullable
  Chunk poll() {
    Chunk chunk = queue.pollFirst();
    if (chunk != null) {
      bytes.addAndGet(-chunk.length);
      due = Math.max(0, due - 1);
    }
    return chunk;
  }
}
