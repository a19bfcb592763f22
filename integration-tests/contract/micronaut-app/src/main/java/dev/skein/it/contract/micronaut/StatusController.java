package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Answers with a status and nothing else, or not at all. */
@Controller
class StatusController {
  @Get("/status/{code}")
  HttpResponse<?> status(int code) {
    return HttpResponse.status(code, "as asked for");
  }

  @Get("/early-hints")
  HttpResponse<?> earlyHints() {
    return HttpResponse.ok();
  }

  @Get("/empty")
  HttpResponse<?> empty() {
    return HttpResponse.ok().contentLength(0);
  }

  @Get("/secured")
  String secured() {
    return "secret";
  }

  @Get("/times-out")
  Mono<HttpResponse<?>> timesOut() {
    HttpResponse<?> timeout = HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
    return Mono.delay(Duration.ofSeconds(5))
        .<HttpResponse<?>>map(fired -> HttpResponse.ok("late"))
        .timeout(Duration.ofMillis(300), Mono.just(timeout));
  }

  @Get("/reset")
  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
  Mono<String> reset(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> received) {
      received.getChannelHandlerContext().close();
    }
    return Mono.never();
  }
}
