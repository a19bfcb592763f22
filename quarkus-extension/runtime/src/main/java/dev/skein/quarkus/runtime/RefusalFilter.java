package dev.skein.quarkus.runtime;

import dev.skein.http.HttpServerSpan;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells the server span the REST method that a request was meant for, when security refuses the
 * request before REST sees it.
 */
@Singleton
public final class RefusalFilter {
  private static final int PRIORITY = 10_000;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  void register(@Observes Filters filters) {
    filters.register(RefusalFilter::watch, PRIORITY);
  }

  private static void watch(RoutingContext request) {
    HttpServerSpan span = TracedRequests.serverSpan();
    if (span != null && span.span().isRecording()) {
      request.addHeadersEndHandler(ignored -> describe(span, request));
    }
    request.next();
  }

  private static void describe(HttpServerSpan span, RoutingContext request) {
    int status = request.response().getStatusCode();
    if (span.route() == null && (status == UNAUTHORIZED || status == FORBIDDEN)) {
      span.route(RestRoutes.match(request));
    }
  }
}
