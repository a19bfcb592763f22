package dev.skein.interop;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The start of a response as text; the rest is not read. */
final class LimitedBody implements BodySubscriber<String> {
  private static final int MAX_BYTES = 4 << 10;

  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final byte[] start = new byte[MAX_BYTES];
  private int length;
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int count = Math.min(buffer.remaining(), MAX_BYTES - length);
      buffer.get(start, length, count);
      length += count;
    }
    if (length == MAX_BYTES && subscription != null) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    body.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    body.complete(new String(start, 0, length, StandardCharsets.UTF_8));
  }
}
