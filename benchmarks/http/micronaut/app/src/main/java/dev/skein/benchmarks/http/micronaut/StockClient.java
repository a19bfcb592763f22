package dev.skein.benchmarks.http.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import org.reactivestreams.Publisher;

/** What the second route calls. */
@Client("stock")
interface StockClient {
  @Get(value = "/stock/{id}", consumes = MediaType.TEXT_PLAIN)
  Publisher<String> stock(String id);
}
