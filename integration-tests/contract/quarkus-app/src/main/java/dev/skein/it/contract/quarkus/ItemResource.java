package dev.skein.it.contract.quarkus;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes items. */
@Path("/items")
public class ItemResource {
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String list() {
    return "all items";
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Nullable Map<String, Object> item) {
    return Response.status(item == null ? 400 : 201).build();
  }

  @OPTIONS
  public Response options() {
    return Response.noContent().build();
  }

  @GET
  @Path("/{id}")
  public String item(String id) {
    if (id.equals("unknown")) {
      throw new NotFoundException("no such item");
    }
    return "item " + id;
  }

  @PUT
  @Path("/{id}")
  public void replace(String id) {}

  @PATCH
  @Path("/{id}")
  public void change(String id) {}

  @DELETE
  @Path("/{id}")
  public void delete(String id) {}
}
