package dev.skein.it.contract.quarkus;

import dev.skein.Tracer;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Whatever a shop may answer besides its items. */
@Path("/")
public class ShopResource {
  private final Tracer tracer;

  ShopResource(Tracer tracer) {
    this.tracer = tracer;
  }

  @GET
  public String root() {
    return "a shop";
  }

  @POST
  @Path("charges")
  public String charge() {
    throw new WebApplicationException("declined", 402);
  }

  @GET
  @Path("orders/{number: [0-9]+}")
  public String order(String number) {
    return "order " + number;
  }

  @GET
  @Path("unavailable")
  public Response unavailable() {
    return Response.status(503).build();
  }

  @GET
  @Path("moved")
  public Response moved() {
    // as a text: REST makes a URI absolute
    return Response.status(302).header("Location", "/items").build();
  }

  @GET
  @Path("internal/state")
  public String state() {
    return "open";
  }

  @GET
  @Path("context")
  @NonBlocking
  public String context() {
    describeCurrentSpan();
    return "described";
  }

  @GET
  @Path("context-in-worker")
  public String contextInWorker() {
    describeCurrentSpan();
    return "described";
  }

  @GET
  @Path("renamed")
  public String renamed() {
    tracer.currentSpan().updateName("look around");
    return "renamed";
  }

  /** One shop, a resource of its own. */
  @Path("shops/{shop}")
  public OneShop shop(String shop) {
    return new OneShop(shop);
  }

  private void describeCurrentSpan() {
    tracer
        .currentSpan()
        .setAttribute("shop.customer", tracer.currentContext().baggage().get("customer"))
        .setAttribute("shop.items", 3)
        .addEvent("looked up");
  }

  /** What is below one shop. */
  public static final class OneShop {
    private final String shop;

    OneShop(String shop) {
      this.shop = shop;
    }

    @GET
    @Path("items/{id}")
    public String item(String id) {
      return "item " + id + " of " + shop;
    }
  }
}
