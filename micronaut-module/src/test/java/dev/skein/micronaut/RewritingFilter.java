package dev.skein.micronaut;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.filter.FilterContinuation;
import java.net.URI;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What filters of applications do to requests. */
@ClientFilter("/items/**")
class RewritingFilter {

  @RequestFilter
  @Order(0)
  Publisher<HttpResponse<?>> filter(
      MutableHttpRequest<?> request, FilterContinuation<Publisher<HttpResponse<?>>> chain) {
    if (request.getPath().endsWith("/hop-threads")) {
      // as one that gets a token from somewhere first
      return Mono.create(sink -> new Thread(() -> sink.success("token")).start())
          .flatMap(token -> Mono.from(chain.proceed()));
    }
    if (request.getPath().endsWith("/rewrite")) {
      URI uri = request.getUri().resolve("rewritten");
      return chain.request(HttpRequest.GET(uri)).proceed();
    }
    return chain.proceed();
  }
}
