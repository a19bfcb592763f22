package dev.skein.it.contract.vertx;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.HttpClientRequest;

/**
 * Methods that return another type in Vert.x 5, so that a compiled call of them fits one version
 * only.
 */
final class Versions {
  private Versions() {}

  static HttpClient build(HttpClientBuilder builder) {
    try {
      return (HttpClient) HttpClientBuilder.class.getMethod("build").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("neither Vert.x 4.5 nor 5", e);
    }
  }

  static void reset(HttpClientRequest request) {
    try {
      HttpClientRequest.class.getMethod("reset", long.class).invoke(request, 0L);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("neither Vert.x 4.5 nor 5", e);
    }
  }
}
