package dev.skein.it.contract.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers that take their time. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class StreamController {
  @Get("/chunks")
  Flux<String> chunks() {
    return Flux.interval(Duration.ofMillis(100))
        .take(3)
        .onBackpressureBuffer()
        .map(tick -> "chunk ");
  }

  @Get("/endless")
  Flux<String> endless() {
    return Flux.interval(Duration.ofMillis(10)).onBackpressureDrop().map(tick -> "chunk ");
  }

  @Get("/cut-short")
  Flux<String> cutShort() {
    return Flux.just("chunk ")
        .concatWith(
            Mono.delay(Duration.ofMillis(200))
                .map(
                    fired -> {
                      throw new IllegalStateException("no more data");
                    }));
  }

  @Get("/slow")
  Mono<String> slow() {
    return Mono.delay(Duration.ofSeconds(1)).map(fired -> "late");
  }

  @Get("/slow-in-worker")
  @ExecuteOn(TaskExecutors.IO)
  String slowInWorker() {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return "late";
  }
}
