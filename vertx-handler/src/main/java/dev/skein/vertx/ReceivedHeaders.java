package dev.skein.vertx;

import dev.skein.http.HttpServerRequest;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received request of HTTP/2 and HTTP/3 since Vert.x 5.1: a type of its own, of which only tags
 * and headers are public. Peer and protocol follow from {@link SkeinHandler}.
 *
 * @param <R> that type
 */
final class ReceivedHeaders<R> implements HttpServerRequest {
  private final R request;
  private final TagExtractor<R> tags;
  private final Iterable<Map.Entry<String, String>> headers;

  ReceivedHeaders(R request, TagExtractor<R> tags, Iterable<Map.Entry<String, String>> headers) {
    this.request = request;
    this.tags = tags;
    this.headers = headers;
  }

  @Override
  public @Nullable String method() {
    return Tags.method(tags, request);
  }

  @Override
  public @Nullable String scheme() {
    return Tags.value(tags, request, "url.scheme", "http.scheme");
  }

  @Override
  public @Nullable String target() {
    String path = Tags.value(tags, request, "url.path", "http.path");
    String query = Tags.value(tags, request, "url.query", "http.query");
    return path == null || query == null ? path : path + '?' + query;
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return Headers.all(headers, lowerCaseName);
  }

  @Override
  public Collection<String> headerNames() {
    return Headers.namesOf(headers);
  }

  @Override
  public @Nullable String header(String lowerCaseName) {
    return Headers.one(headers, lowerCaseName);
  }

  @Override
  public @Nullable String authority() {
    String url = Tags.url(tags, request);
    int start = url == null ? -1 : url.indexOf("://");
    if (url == null || start < 0) {
      return HttpServerRequest.super.authority();
    }
    int end = url.indexOf('/', start + 3);
    String authority = url.substring(start + 3, end < 0 ? url.length() : end);
    return authority.equals("null") ? HttpServerRequest.super.authority() : authority;
  }

  @Override
  public @Nullable String peerAddress() {
    return null;
  }

  @Override
  public int peerPort() {
    return 0;
  }

  @Override
  public @Nullable String protocolVersion() {
    return null;
  }
}
