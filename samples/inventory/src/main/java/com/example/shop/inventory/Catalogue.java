package com.example.shop.inventory;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.serde.annotation.Serdeable;

/** The storefront's catalogue, as the stock service calls it. */
@Client("storefront")
interface Catalogue {
  @Serdeable
  record Item(String name, int priceInCents) {}

  /** Null when the shop does not sell it. */
  @Nullable
  @Get("/catalogue/{item}")
  Item find(String item);
}
