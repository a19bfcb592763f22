package dev.skein.micronaut;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls another service in every way there is. */
@Controller("/relay")
@Requires(property = "micronaut.http.services.downstream.url")
class RelayController {
  private final HttpClient client;
  private final ItemsClient items;
  private final Tracer tracer;

  RelayController(@Client(id = "downstream") HttpClient client, ItemsClient items, Tracer tracer) {
    this.client = client;
    this.items = items;
    this.tracer = tracer;
  }

  @Get("/blocking")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String blocking() {
    return client.toBlocking().retrieve("/items/7");
  }

  @Get("/mono")
  Mono<String> mono() {
    return Mono.from(client.retrieve("/items/7"));
  }

  @Get("/future")
  CompletableFuture<String> future() {
    return Mono.from(client.retrieve("/items/7")).toFuture();
  }

  @Get("/declarative-blocking")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String declarativeBlocking() {
    return String.valueOf(items.item("7", null));
  }

  @Get("/declarative-mono")
  Mono<String> declarativeMono() {
    return Mono.from(items.itemPublisher("7"));
  }

  @Get("/declarative-future")
  CompletableFuture<String> declarativeFuture() {
    return items.itemFuture("7");
  }

  @Get("/after-delay")
  Mono<String> afterDelay() {
    return Mono.delay(Duration.ofMillis(5)).flatMap(tick -> Mono.from(client.retrieve("/items/7")));
  }

  @Get("/declarative-after-delay")
  Mono<String> declarativeAfterDelay() {
    return Mono.delay(Duration.ofMillis(5)).flatMap(tick -> Mono.from(items.itemPublisher("7")));
  }

  @Get("/two-in-a-row")
  Mono<String> twoInARow() {
    return Mono.from(client.retrieve("/items/1"))
        .flatMap(first -> Mono.from(client.retrieve("/items/2")).map(second -> first + second));
  }

  @Get("/zip")
  Mono<String> zip() {
    return Flux.zip(items.itemPublisher("1"), items.itemPublisher("2"), String::concat).next();
  }

  @Get("/manual")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String manual() {
    Span span = tracer.startSpan("manual");
    try (Scope scope = span.makeCurrent()) {
      return client.toBlocking().retrieve("/items/7");
    } finally {
      span.end();
    }
  }
}
