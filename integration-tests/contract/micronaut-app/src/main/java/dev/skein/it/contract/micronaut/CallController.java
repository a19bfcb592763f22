package dev.skein.it.contract.micronaut;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls whatever it is told to call. */
@Controller("/call")
class CallController {
  private final Clients clients;
  private final ExecutorService io;

  CallController(Clients clients, @Named(TaskExecutors.IO) ExecutorService io) {
    this.clients = clients;
    this.io = io;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.TEXT_PLAIN)
  Mono<MutableHttpResponse<String>> call(@Body String body) {
    CallSpec call = CallSpec.parse(body);
    Mono<CallOutcome> outcome =
        switch (call.client()) {
          case "", "http-client" -> exchange(call, clients.timingWholeCalls(call));
          case "blocking" -> blocking(call, clients.timingReads(call));
          case "streaming" -> streaming(call, clients.timingReads(call));
          default -> Mono.empty();
        };
    return cancelled(outcome, call)
        .onErrorResume(failure -> Mono.just(outcome(failure)))
        .map(known -> HttpResponse.ok(known.toString()))
        .defaultIfEmpty(HttpResponse.status(HttpStatus.NOT_IMPLEMENTED));
  }

  private Mono<CallOutcome> exchange(CallSpec call, HttpClient client) {
    Publisher<HttpResponse<byte[]>> response = client.exchange(request(call), byte[].class);
    return Mono.from(response).map(CallController::outcome);
  }

  private Mono<CallOutcome> blocking(CallSpec call, HttpClient client) {
    return Mono.fromCallable(
            () -> outcome(client.toBlocking().exchange(request(call), byte[].class)))
        .subscribeOn(Schedulers.fromExecutorService(io));
  }

  private Mono<CallOutcome> streaming(CallSpec call, StreamingHttpClient client) {
    return Flux.from(client.exchangeStream(request(call)))
        .map(part -> CallOutcome.answered(part.code(), size(part)))
        .reduce(
            (all, part) -> CallOutcome.answered(part.status(), all.bodyBytes() + part.bodyBytes()))
        // where there are no parts, this API does not tell the status either
        .defaultIfEmpty(CallOutcome.answered(0, 0));
  }

  private static int size(HttpResponse<ByteBuffer<?>> part) {
    return part.getBody().map(ByteBuffer::readableBytes).orElse(0);
  }

  private static MutableHttpRequest<?> request(CallSpec call) {
    MutableHttpRequest<String> request =
        HttpRequest.create(HttpMethod.parse(call.method()), call.url().toString(), call.method());
    call.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
    return call.body().isEmpty()
        ? request
        : request.contentType(MediaType.TEXT_PLAIN_TYPE).body(call.body());
  }

  private static Mono<CallOutcome> cancelled(Mono<CallOutcome> outcome, CallSpec call) {
    return call.isGivenUp()
        ? outcome
            .takeUntilOther(Mono.fromFuture(call::givenUp))
            .defaultIfEmpty(CallOutcome.failed(new CancellationException()))
        : outcome;
  }

  private static CallOutcome outcome(HttpResponse<byte[]> response) {
    return CallOutcome.answered(
        response.code(), response.getBody().map(bytes -> bytes.length).orElse(0));
  }

  private static CallOutcome outcome(Throwable failure) {
    return failure instanceof HttpClientResponseException answered
        ? CallOutcome.answered(
            answered.code(),
            answered.getResponse().getBody(byte[].class).map(bytes -> bytes.length).orElse(0))
        : CallOutcome.failed(failure);
  }
}
