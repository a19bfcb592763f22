package dev.skein.it.contract.micronaut;

import dev.skein.Scope;
import dev.skein.Span;
import dev.skein.Tracer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Work of every kind, that makes a call. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class LoadController {
  private final Tracer tracer;
  private final Clients clients;
  private final EmbeddedServer server;
  private final ExecutorService io;
  private final @Nullable ExecutorService virtual;

  LoadController(
      Tracer tracer,
      Clients clients,
      EmbeddedServer server,
      @Named(TaskExecutors.IO) ExecutorService io,
      @Named(TaskExecutors.VIRTUAL) @Nullable ExecutorService virtual) {
    this.tracer = tracer;
    this.clients = clients;
    this.server = server;
    this.io = io;
    this.virtual = virtual;
  }

  @Get("/load-leaf/{kind}")
  String leaf(String kind) {
    return "leaf";
  }

  @Get("/load/{kind}")
  Mono<HttpResponse<String>> load(String kind, @Header("X-Delay-Millis") long delay) {
    return switch (kind) {
      case "loop" -> onLoop(Duration.ofMillis(delay)).map(HttpResponse::ok);
      case "worker" -> blocking(io, kind, delay).map(HttpResponse::ok);
      case "virtual" ->
          virtual == null ? missing() : blocking(virtual, kind, delay).map(HttpResponse::ok);
      default -> missing();
    };
  }

  private static Mono<HttpResponse<String>> missing() {
    return Mono.just(HttpResponse.status(HttpStatus.NOT_IMPLEMENTED));
  }

  private Mono<String> onLoop(Duration delay) {
    Span work = tracer.startSpan("load work");
    return Mono.delay(delay)
        .flatMap(
            fired ->
                Subscriptions.in(
                    tracer.currentContext().with(work),
                    tracer,
                    () -> clients.main().retrieve(leafRequest("loop"))))
        .doFinally(signal -> work.end())
        .map(leaf -> tracer.currentSpan().traceId());
  }

  private Mono<String> blocking(ExecutorService executor, String kind, long delay) {
    return Mono.fromFuture(
        CompletableFuture.supplyAsync(
            () -> {
              Span work = tracer.startSpan("load work");
              try (Scope scope = work.makeCurrent()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
                clients.main().toBlocking().retrieve(leafRequest(kind));
                return tracer.currentSpan().traceId();
              } finally {
                work.end();
              }
            },
            executor));
  }

  private HttpRequest<?> leafRequest(String kind) {
    return HttpRequest.GET(server.getURL() + "/load-leaf/" + kind);
  }
}
