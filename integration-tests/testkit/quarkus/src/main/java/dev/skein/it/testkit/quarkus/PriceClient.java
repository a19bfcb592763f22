package dev.skein.it.testkit.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The other service. */
@RegisterRestClient(configKey = "prices")
public interface PriceClient {
  /** The price of a fruit. */
  @GET
  @Path("/prices/{name}")
  String price(String name);
}
