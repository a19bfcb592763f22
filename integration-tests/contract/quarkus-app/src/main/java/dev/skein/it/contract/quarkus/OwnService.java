package dev.skein.it.contract.quarkus;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/** This application, called by itself. */
@Singleton
final class OwnService {
  /** Some thousands of calls may wait for a connection. */
  private static final long PATIENCE_SECONDS = 120;

  /**
   * More than will be lost: Quarkus never gives back the connection of a call that is given up
   * while it waits for one.
   */
  private static final int CONNECTIONS = 500;

  private volatile @Nullable Client client;

  /** What is called. */
  interface Client {
    @GET
    @Path("/load-leaf/{kind}")
    Uni<String> leaf(String kind);

    @GET
    @Path("/load-leaf/{kind}")
    String leafBlocking(String kind);

    @GET
    @Path("/plain")
    Uni<String> plain();
  }

  /** The client for the port that a request came to. */
  Client client(HttpServerRequest request) {
    Client known = client;
    return known == null ? create(request.localAddress().port()) : known;
  }

  private synchronized Client create(int port) {
    Client known = client;
    if (known == null) {
      known =
          QuarkusRestClientBuilder.newBuilder()
              .baseUri(URI.create("http://127.0.0.1:" + port))
              .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, CONNECTIONS)
              .readTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .build(Client.class);
      client = known;
    }
    return known;
  }
}
