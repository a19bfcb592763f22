package com.example.shop.storefront;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.Map;

/** What the shop sells, and for how much. */
@Path("/catalogue")
public class CatalogueResource {
  record Item(String name, int priceInCents) {}

  private static final Map<String, Item> ITEMS =
      Map.of(
          "teapot", new Item("teapot", 2495),
          "kettle", new Item("kettle", 3990),
          "cup", new Item("cup", 650));

  @GET
  @Path("/{item}")
  @NonBlocking
  public Item find(String item) {
    Item found = ITEMS.get(item);
    if (found == null) {
      throw new NotFoundException("The shop does not sell: " + item);
    }
    return found;
  }
}
