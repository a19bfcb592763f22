package dev.skein.vertx;

import dev.skein.http.HttpClientRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request about to be sent, known by its tags.
 *
 * @param <R> what Vert.x calls it
 */
final class SentRequest<R> implements HttpClientRequest {
  private final R request;
  private final TagExtractor<R> tags;
  private final int resendCount;
  private final @Nullable ClientCall call;

  /**
   * @param call what is known of it from before; null for a client that is not wrapped
   */
  SentRequest(R request, TagExtractor<R> tags, int resendCount, @Nullable ClientCall call) {
    this.request = request;
    this.tags = tags;
    this.resendCount = resendCount;
    this.call = call;
  }

  @Override
  public @Nullable String method() {
    return Tags.method(tags, request);
  }

  @Override
  public @Nullable String url() {
    return Tags.url(tags, request);
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    MultiMap headers = Headers.of(request);
    return headers == null ? List.of() : headers.getAll(lowerCaseName);
  }

  @Override
  public int resendCount() {
    return resendCount;
  }

  @Override
  public long elapsedNanos() {
    return call == null ? 0 : call.elapsedNanos();
  }
}
