package dev.skein.it.testkit.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

/** The other service. */
@Client("prices")
interface PriceClient {
  @Get(uri = "/prices/{name}", consumes = MediaType.TEXT_PLAIN)
  String price(String name);
}
