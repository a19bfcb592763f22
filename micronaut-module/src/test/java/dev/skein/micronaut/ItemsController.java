package dev.skein.micronaut;

import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Answers of every kind. */
@Controller("/items")
class ItemsController {

  /** What a client posts. */
  record Order(String item, int count) {}

  static final class OutOfStockException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Cannot be turned into JSON. */
  static final class Unwritable {
    public String getName() {
      throw new IllegalStateException("no name");
    }
  }

  @Get
  String list() {
    return "all";
  }

  @Get("/{id}{?verbose}")
  String item(String id, @QueryValue(defaultValue = "false") boolean verbose) {
    return id + verbose;
  }

  @Get("/{id:[a-z]+}/parts/{+path}")
  String part(String id, String path) {
    return id + path;
  }

  @Post
  @Status(HttpStatus.CREATED)
  Order order(@Body Order order) {
    return order;
  }

  @Get("/status/{code}")
  HttpResponse<String> status(int code) {
    return HttpResponse.<String>status(code, "as you wish").body("status");
  }

  @Get("/missing")
  HttpResponse<?> missing() {
    return HttpResponse.notFound();
  }

  @Get("/thrown")
  String thrown() {
    throw new IllegalStateException("broken");
  }

  @Get("/thrown-status")
  String thrownStatus() {
    throw new HttpStatusException(HttpStatus.PAYMENT_REQUIRED, "declined");
  }

  @Get("/out-of-stock")
  String outOfStock() {
    throw new OutOfStockException();
  }

  @Get("/conflict")
  String conflict() {
    throw new ConflictException();
  }

  @Get("/unwritable")
  @Produces(MediaType.APPLICATION_JSON)
  Unwritable unwritable() {
    return new Unwritable();
  }

  @Get("/mono-failed")
  @SingleResult
  Publisher<String> monoFailed() {
    return Mono.error(new IllegalArgumentException("broken"));
  }

  @Get("/future-failed")
  CompletableFuture<String> futureFailed() {
    return CompletableFuture.failedFuture(new IllegalArgumentException("broken"));
  }

  @Error(exception = OutOfStockException.class)
  HttpResponse<Map<String, String>> outOfStock(HttpRequest<?> request, OutOfStockException e) {
    return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("why", "out of stock"));
  }

  @Error(exception = ConflictException.class)
  HttpResponse<?> conflict(HttpRequest<?> request, ConflictException e) {
    return HttpResponse.status(HttpStatus.CONFLICT);
  }
}
