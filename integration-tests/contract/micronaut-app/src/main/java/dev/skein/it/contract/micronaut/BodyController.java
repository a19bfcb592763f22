package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.http.sse.Event;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies that are too large to be kept, or that come bit by bit. */
@Controller
class BodyController {
  private static final int LARGE = 16 * 1024 * 1024;

  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Flux<Event<String>> events() {
    return Flux.interval(Duration.ofMillis(100))
        .take(3)
        .onBackpressureBuffer()
        .map(tick -> Event.of("event " + tick));
  }

  @Get("/large")
  HttpResponse<StreamedFile> large() {
    // always the same bytes, headers included
    return HttpResponse.ok(new StreamedFile(new Xs(), MediaType.TEXT_PLAIN_TYPE, 0, LARGE))
        .header(HttpHeaders.EXPIRES, "0");
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

  /** The letter x, as often as the large body is long. */
  private static final class Xs extends InputStream {
    private int left = LARGE;

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = Math.min(length, left);
      Arrays.fill(bytes, offset, offset + count, (byte) 'x');
      left -= count;
      return count;
    }
  }
}
