package dev.skein.it.contract.micronaut;

import dev.skein.Tracer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/** Whatever a shop may answer besides its items. */
@Controller
class ShopController {
  private final Tracer tracer;

  ShopController(Tracer tracer) {
    this.tracer = tracer;
  }

  @Get
  String root() {
    return "a shop";
  }

  @Post("/charges")
  HttpResponse<?> charge() {
    throw new HttpStatusException(HttpStatus.PAYMENT_REQUIRED, "declined");
  }

  @Get("/orders/{number:[0-9]+}")
  String order(String number) {
    return "order " + number;
  }

  @Get("/plain")
  String plain() {
    return "plain";
  }

  @Get("/unavailable")
  HttpResponse<?> unavailable() {
    return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @Get("/moved")
  HttpResponse<?> moved() {
    return HttpResponse.status(HttpStatus.FOUND)
        .headers(headers -> headers.location(URI.create("/items")));
  }

  @Get("/internal/state")
  String state() {
    return "open";
  }

  @Get("/context")
  String context() {
    describeCurrentSpan();
    return "described";
  }

  @Get("/context-in-worker")
  @ExecuteOn(TaskExecutors.IO)
  String contextInWorker() {
    describeCurrentSpan();
    return "described";
  }

  @Get("/renamed")
  String renamed() {
    tracer.currentSpan().updateName("look around");
    return "renamed";
  }

  private void describeCurrentSpan() {
    tracer
        .currentSpan()
        .setAttribute("shop.customer", tracer.currentContext().baggage().get("customer"))
        .setAttribute("shop.items", 3)
        .addEvent("looked up");
  }

  /** What is below one shop. */
  @Controller("/shops/{shop}")
  static class OneShop {
    @Get("/items/{id}")
    String item(String shop, String id) {
      return "item " + id + " of " + shop;
    }
  }
}
