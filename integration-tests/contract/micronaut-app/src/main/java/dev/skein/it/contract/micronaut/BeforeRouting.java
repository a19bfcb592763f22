package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.net.URI;

/** What happens to requests before a route is looked for. */
@ServerFilter
class BeforeRouting {
  @RequestFilter("/before-routing")
  @PreMatching
  void fail() {
    throw new IllegalStateException("not today");
  }

  @RequestFilter("/forwarded")
  @PreMatching
  HttpRequest<?> forward(HttpRequest<?> request) {
    return request.mutate().uri(URI.create("/items/7"));
  }
}
