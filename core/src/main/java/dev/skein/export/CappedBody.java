package dev.skein.export;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes so many bytes of a response body and gives up the connection if there are more. */
final class CappedBody implements BodySubscriber<CappedBody.Content> {
  private static final int FIRST_CAPACITY = 512;

  private final int limit;
  private final CompletableFuture<Content> content = new CompletableFuture<>();
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean cancelled;

  CappedBody(int limit) {
    this.limit = limit;
  }

  /** The bytes, and whether they are all. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(byte[] bytes, boolean complete) {}

  @Override
  public CompletionStage<Content> getBody() {
    return content;
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    subscription = granted;
    if (cancelled) {
      granted.cancel();
    } else {
      granted.request(1);
    }
  }

  /**
   * Wants no more bytes, and lets go of the connection. Needed beside the call's own cancellation,
   * which does nothing while the client is between headers and body.
   */
  void cancel() {
    cancelled = true;
    Flow.Subscription running = subscription;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Flow.Subscription running = subscription;
    if (running == null || content.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      int taken = Math.min(buffer.remaining(), limit - size);
      if (size + taken > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(size + taken, bytes.length * 2)));
      }
      buffer.get(bytes, size, taken);
      size += taken;
      if (buffer.hasRemaining()) {
        running.cancel();
        finish(false);
        return;
      }
    }
    running.request(1);
  }

  @Override
  public void onError(Throwable thrown) {
    content.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    finish(true);
  }

  private void finish(boolean complete) {
    content.complete(new Content(Arrays.copyOf(bytes, size), complete));
  }
}
