package dev.skein.it.contract.quarkus;

import dev.skein.Skein;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** The application's HTTP clients of Vert.x, traced as Skein's manual says. */
@Singleton
final class VertxClients {
  private final HttpClient http1;
  private final HttpClient http2;

  VertxClients(Vertx vertx, Skein skein) {
    this.http1 = SkeinVertx.traced(skein, vertx.createHttpClient());
    this.http2 =
        SkeinVertx.traced(
            skein,
            vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)));
  }

  HttpClient get(boolean version2) {
    return version2 ? http2 : http1;
  }

  @PreDestroy
  void close() {
    http1.close().onFailure(VertxClients::complain);
    http2.close().onFailure(VertxClients::complain);
  }

  private static void complain(Throwable failure) {
    System.err.println("Not closed: " + failure);
  }
}
