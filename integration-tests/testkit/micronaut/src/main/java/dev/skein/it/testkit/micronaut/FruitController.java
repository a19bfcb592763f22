package dev.skein.it.testkit.micronaut;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Fruits, whose prices come from another service; here it is the same one. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
final class FruitController {
  private final PriceClient prices;
  private final Tracer tracer;

  FruitController(PriceClient prices, Tracer tracer) {
    this.prices = prices;
    this.tracer = tracer;
  }

  @Get("/fruits/{name}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String fruit(String name) {
    Span span = tracer.startSpan("find price");
    try (Scope scope = span.makeCurrent()) {
      return name + " costs " + prices.price(name);
    } finally {
      span.end();
    }
  }

  @Get("/prices/{name}")
  String price(String name) {
    return String.valueOf(name.length());
  }

  /** Starts a span and forgets about it. */
  @Get("/forgetful")
  String forgetful() {
    return tracer.startSpan("never ended").spanId();
  }

  /** Makes a span current and leaves it so. */
  @Get("/careless")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String careless() {
    Span span = tracer.startSpan("never left");
    Scope leaked = span.makeCurrent();
    span.end();
    return leaked.context().spanContext().spanId();
  }
}
