package dev.skein.it.contract.micronaut;

import dev.skein.Context;
import dev.skein.Tracer;
import dev.skein.it.contract.support.PutBaggage;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The service that W3C's test harness of Trace Context asks for: it calls back. */
@Controller("/conformance")
class ConformanceController {
  private static final Argument<List<Map<String, Object>>> CALLS =
      Argument.listOf(Argument.mapOf(String.class, Object.class));

  private final Clients clients;
  private final JsonMapper json;
  private final Tracer tracer;

  ConformanceController(Clients clients, JsonMapper json, Tracer tracer) {
    this.clients = clients;
    this.json = json;
    this.tracer = tracer;
  }

  @Post
  @Consumes(MediaType.ALL)
  Mono<HttpResponse<?>> callBack(HttpRequest<?> request, @Body byte[] body) throws IOException {
    // not a parameter of the method: without the header it would be the one called "baggage"
    String baggage = request.getHeaders().get(PutBaggage.HEADER);
    List<Map<String, Object>> calls = Objects.requireNonNull(json.readValue(body, CALLS));
    return Flux.fromIterable(calls)
        .index()
        .concatMap(call -> call(call.getT2(), call.getT1() == 0 ? baggage : null))
        .then(Mono.fromSupplier(HttpResponse::ok));
  }

  /** One call, of which nobody wants to know how it ends. */
  private Mono<Void> call(Map<String, Object> call, @Nullable String baggage) {
    Context context = PutBaggage.into(tracer.currentContext(), baggage);
    HttpRequest<?> request;
    try {
      request =
          HttpRequest.POST(
                  String.valueOf(call.get("url")),
                  json.writeValueAsBytes(Objects.requireNonNull(call.get("arguments"))))
              .contentType(MediaType.APPLICATION_JSON_TYPE);
    } catch (IOException e) {
      return Mono.error(e);
    }
    return Subscriptions.in(context, tracer, () -> clients.main().exchange(request, byte[].class))
        .then()
        .onErrorComplete();
  }
}
