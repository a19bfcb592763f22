package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Arrays;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies that are too large to be kept, or that come bit by bit. */
@Controller
class BodyController {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 256;

  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Flux<Event<String>> events() {
    return Flux.interval(Duration.ofMillis(100)).take(3).map(tick -> Event.of("event " + tick));
  }

  @Get("/large")
  @Produces(MediaType.TEXT_PLAIN)
  HttpResponse<Flux<byte[]>> large() {
    byte[] chunk = new byte[CHUNK];
    Arrays.fill(chunk, (byte) 'x');
    return HttpResponse.ok(Flux.range(0, CHUNKS).map(number -> chunk))
        .contentLength((long) CHUNK * CHUNKS);
  }

  @Post("/upload")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.TEXT_PLAIN)
  Mono<String> upload(@Body Publisher<byte[]> body) {
    return Flux.from(body)
        .map(part -> (long) part.length)
        .reduce(0L, Long::sum)
        .map(String::valueOf);
  }
}
