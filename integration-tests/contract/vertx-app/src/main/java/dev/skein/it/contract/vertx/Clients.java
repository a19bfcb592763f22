package dev.skein.it.contract.vertx;

import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;

/** The HTTP clients of the application, traced with Skein as its users do it. */
final class Clients {
  /** Any number of requests may wait for one of these connections. */
  private static final int CONNECTIONS = 64;

  private final HttpClient http1;
  private final HttpClient http2;
  private final WebClient web1;
  private final WebClient web2;

  Clients(Vertx vertx) {
    this.http1 = SkeinVertx.traced(vertx, make(vertx, HttpVersion.HTTP_1_1));
    this.http2 = SkeinVertx.traced(vertx, make(vertx, HttpVersion.HTTP_2));
    this.web1 = WebClient.wrap(http1);
    this.web2 = WebClient.wrap(http2);
  }

  /** The main client. */
  WebClient web() {
    return web1;
  }

  WebClient web(boolean http2) {
    return http2 ? web2 : web1;
  }

  HttpClient http(boolean http2) {
    return http2 ? this.http2 : http1;
  }

  private static HttpClient make(Vertx vertx, HttpVersion version) {
    return Versions.build(
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setProtocolVersion(version))
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS)));
  }
}
