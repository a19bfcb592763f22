package dev.skein.benchmarks.http.quarkus;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the second route calls. */
@RegisterRestClient(configKey = "stock")
interface StockClient {
  @GET
  @Path("/stock/{id}")
  @Produces(MediaType.TEXT_PLAIN)
  Uni<String> stock(String id);
}
