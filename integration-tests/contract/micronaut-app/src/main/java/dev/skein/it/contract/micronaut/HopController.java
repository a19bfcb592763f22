package dev.skein.it.contract.micronaut;

import dev.skein.Tracer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import reactor.core.publisher.Mono;

/** Goes one way, and on from there. */
@Controller("/context/{hop}")
class HopController {
  private final Hops hops;
  private final Tracer tracer;

  HopController(Hops hops, Tracer tracer) {
    this.hops = hops;
    this.tracer = tracer;
  }

  @Get
  @Produces(MediaType.TEXT_PLAIN)
  Mono<MutableHttpResponse<String>> hop(String hop) {
    return hops.run(hop)
        .map(inside -> HttpResponse.ok(inside + '\n' + Traces.leave(tracer, "after " + hop)))
        .defaultIfEmpty(HttpResponse.status(HttpStatus.NOT_IMPLEMENTED));
  }
}
