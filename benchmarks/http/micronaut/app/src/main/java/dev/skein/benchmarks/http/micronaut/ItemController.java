package dev.skein.benchmarks.http.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import org.reactivestreams.Publisher;

/** Both routes run on the event loop. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class ItemController {
  private final StockClient stock;

  ItemController(StockClient stock) {
    this.stock = stock;
  }

  @Get("/items/{id}")
  String item(String id) {
    return "item " + id;
  }

  @Get("/relay/{id}")
  Publisher<String> relay(String id) {
    return stock.stock(id);
  }
}
