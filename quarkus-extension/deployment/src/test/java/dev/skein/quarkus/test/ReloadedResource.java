package dev.skein.quarkus.test;

import dev.skein.Tracer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Changed by {@link DevModeTest} while it runs. */
@Path("/first")
public class ReloadedResource {
  @Inject Tracer tracer;
  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.http.port")
  int port;

  @GET
  public String get() throws Exception {
    tracer.startSpan("inside").end();
    WebClient client = WebClient.create(vertx);
    try {
      URI leaf = URI.create("http://localhost:" + port + "/first/leaf");
      return client
          .getAbs(leaf.toString())
          .send()
          .toCompletionStage()
          .toCompletableFuture()
          .get()
          .bodyAsString();
    } finally {
      client.close();
    }
  }

  @GET
  @Path("leaf")
  public String leaf() {
    return "leaf";
  }
}
