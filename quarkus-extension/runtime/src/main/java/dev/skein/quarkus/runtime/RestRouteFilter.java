package dev.skein.quarkus.runtime;

import dev.skein.vertx.SkeinHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * {@link RouteFilter} for an application with REST: also tells the server span the REST method that
 * a request was meant for, when it is refused before REST sees it.
 */
@Singleton
public final class RestRouteFilter {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int CONTENT_TOO_LARGE = 413;

  void register(@Observes Filters filters) {
    filters.register(
        SkeinHandler.create(QuarkusRequestStorage.INSTANCE, RestRouteFilter::refused),
        RouteFilter.PRIORITY);
  }

  private static @Nullable String refused(RoutingContext request) {
    return switch (request.response().getStatusCode()) {
      case UNAUTHORIZED, FORBIDDEN, CONTENT_TOO_LARGE -> RestRoutes.match(request);
      default -> null;
    };
  }
}
