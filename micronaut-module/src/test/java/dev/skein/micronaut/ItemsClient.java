package dev.skein.micronaut;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/** A declarative client of every shape. */
@Client(id = "downstream")
interface ItemsClient {
  @Get("/items/{id}{?verbose}")
  @Nullable
  String item(String id, @Nullable @QueryValue Boolean verbose);

  @Get("/status/{code}")
  @Nullable
  String status(int code);

  @Get("/items/{id}")
  @SingleResult
  Publisher<String> itemPublisher(String id);

  @Get("/items/{id}")
  CompletableFuture<String> itemFuture(String id);

  @Get("/silent")
  @SingleResult
  Publisher<String> silent();
}
