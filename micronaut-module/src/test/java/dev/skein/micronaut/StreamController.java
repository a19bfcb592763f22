package dev.skein.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.http.sse.Event;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Bodies that come in pieces, when the test says so. */
@Controller("/stream")
class StreamController {
  private volatile Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
  private volatile CompletableFuture<String> answer = new CompletableFuture<>();
  private volatile CompletableFuture<Void> asked = new CompletableFuture<>();

  /** The source of the next request's body. */
  Sinks.Many<String> open() {
    sink = Sinks.many().unicast().onBackpressureBuffer();
    return sink;
  }

  /** Done when the next request waits for {@link #answer(String)}. */
  CompletableFuture<Void> openAnswer() {
    answer = new CompletableFuture<>();
    asked = new CompletableFuture<>();
    return asked;
  }

  void answer(String text) {
    answer.complete(text);
  }

  @Get("/chunks")
  @Produces(MediaType.TEXT_PLAIN)
  Flux<String> chunks() {
    return sink.asFlux();
  }

  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Flux<Event<String>> events() {
    return sink.asFlux().map(Event::of);
  }

  @Get("/response")
  HttpResponse<Flux<String>> response() {
    return HttpResponse.<Flux<String>>accepted()
        .contentType(MediaType.TEXT_PLAIN_TYPE)
        .body(sink.asFlux());
  }

  @Get("/fails-before-first")
  @Produces(MediaType.TEXT_PLAIN)
  Flux<String> failsBeforeFirst() {
    return Flux.error(new IllegalStateException("no data"));
  }

  @Get("/status-before-first")
  @Produces(MediaType.TEXT_PLAIN)
  Flux<String> statusBeforeFirst() {
    return Flux.error(new HttpStatusException(HttpStatus.GONE, "gone"));
  }

  @Get("/json")
  Flux<Map<String, Integer>> json() {
    return Flux.just(Map.of("n", 1), Map.of("n", 2));
  }

  @Get("/answer")
  Mono<String> answer() {
    asked.complete(null);
    return Mono.fromFuture(answer);
  }

  @Get("/file")
  StreamedFile file() {
    return new StreamedFile(
        new ByteArrayInputStream(new byte[100_000]), MediaType.APPLICATION_OCTET_STREAM_TYPE);
  }

  @Get("/large-file")
  StreamedFile largeFile() {
    return new StreamedFile(
        new ByteArrayInputStream(new byte[32_000_000]), MediaType.APPLICATION_OCTET_STREAM_TYPE);
  }
}
