package dev.skein.it.contract.micronaut;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import org.jspecify.annotations.Nullable;

/** Refuses who has no token, or a wrong one, where security belongs. */
@ServerFilter("/secured")
class SecurityFilter implements Ordered {
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    String token = request.getHeaders().get("Authorization");
    if (token == null) {
      return HttpResponse.unauthorized();
    }
    return token.equals("Bearer right") ? null : HttpResponse.status(HttpStatus.FORBIDDEN);
  }
}
