package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** Handlers that fail. */
@Controller
class FailureController {
  @Get("/broken")
  String broken() {
    throw new IllegalStateException("no stock data");
  }

  @Get("/broken-later")
  Mono<String> brokenLater() {
    return Mono.delay(Duration.ofMillis(5))
        .map(
            fired -> {
              throw new IllegalStateException("no stock data");
            });
  }

  @Get("/broken-future")
  CompletableFuture<String> brokenFuture() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new IllegalStateException("no stock data");
        });
  }

  @Get("/wrong")
  String wrong() {
    throw new AssertionError("cannot be");
  }

  @Get("/conflict")
  String conflict() {
    throw new ConcurrentModificationException("changed by somebody else");
  }

  @Get("/closed")
  String closed() {
    throw new UnsupportedOperationException("closed on Sundays");
  }

  @Error(global = true)
  HttpResponse<?> conflict(ConcurrentModificationException failure) {
    return HttpResponse.status(HttpStatus.CONFLICT);
  }

  @Error(global = true)
  HttpResponse<?> closed(UnsupportedOperationException failure) {
    return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
  }
}
