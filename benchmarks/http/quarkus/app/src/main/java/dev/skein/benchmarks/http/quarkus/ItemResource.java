package dev.skein.benchmarks.http.quarkus;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Both routes run on the event loop. */
@Path("/")
@NonBlocking
@Produces(MediaType.TEXT_PLAIN)
public final class ItemResource {
  private final StockClient stock;

  ItemResource(@RestClient StockClient stock) {
    this.stock = stock;
  }

  @GET
  @Path("/items/{id}")
  public String item(String id) {
    return "item " + id;
  }

  @GET
  @Path("/relay/{id}")
  public Uni<String> relay(String id) {
    return stock.stock(id);
  }
}
