package dev.skein.micronaut;

import dev.skein.Tracer;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.annotation.PreMatching;
import java.net.URI;

/** Requests that filters answer, break or change. */
@Controller("/filtered")
class FilterController {

  @Get("/{what}")
  String what(String what) {
    return what;
  }

  @ServerFilter("/filtered/**")
  static class Security implements Ordered {
    private final Tracer tracer;

    Security(Tracer tracer) {
      this.tracer = tracer;
    }

    @Override
    public int getOrder() {
      return ServerFilterPhase.SECURITY.order();
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
      return switch (request.getPath()) {
        case "/filtered/unauthorized" -> HttpResponse.unauthorized();
        case "/filtered/forbidden" -> throw new HttpStatusException(HttpStatus.FORBIDDEN, "no");
        case "/filtered/broken" -> throw new IllegalStateException("broken filter");
        case "/filtered/traced" -> {
          tracer.startSpan("in filter").end();
          yield null;
        }
        default -> null;
      };
    }

    @ResponseFilter
    void change(HttpRequest<?> request, MutableHttpResponse<?> response) {
      if (request.getPath().equals("/filtered/teapot")) {
        response.status(418, "teapot");
      }
      if (request.getPath().equals("/filtered/broken-response")) {
        throw new IllegalStateException("broken filter");
      }
    }
  }

  /** Runs before a route is looked for. */
  @ServerFilter
  static class Early {
    @PreMatching
    @RequestFilter("/early/**")
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
      return switch (request.getPath()) {
        case "/early/broken" -> throw new IllegalStateException("broken filter");
        case "/early/closed" -> HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        default -> null;
      };
    }

    @PreMatching
    @RequestFilter("/early/forwarded")
    HttpRequest<?> forward(HttpRequest<?> request) {
      return request.mutate().uri(URI.create("/items/7"));
    }
  }
}
