package dev.skein.it.contract.quarkus;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Only for customers. */
@Path("/secured")
public class SecuredResource {
  @GET
  @RolesAllowed(TokenMechanism.CUSTOMER)
  public String secured() {
    return "welcome";
  }
}
