package dev.skein.vertx;

import dev.skein.http.HttpClientRequest;
import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/**
 * A request about to be sent, known by its tags.
 *
 * @param <R> what Vert.x calls it
 */
final class SentRequest<R> implements HttpClientRequest {
  private final R request;
  private final TagExtractor<R> tags;

  SentRequest(R request, TagExtractor<R> tags) {
    this.request = request;
    this.tags = tags;
  }

  @Override
  public @Nullable String method() {
    return Tags.method(tags, request);
  }

  @Override
  public @Nullable String url() {
    return Tags.url(tags, request);
  }
}
