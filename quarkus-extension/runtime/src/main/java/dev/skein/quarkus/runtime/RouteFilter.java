package dev.skein.quarkus.runtime;

import dev.skein.vertx.SkeinHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the routes of Vert.x Web told to the server span, where REST has not told one. */
@Singleton
public final class RouteFilter {
  /** Before authentication and whatever else can refuse a request. */
  static final int PRIORITY = 10_000;

  void register(@Observes Filters filters) {
    filters.register(SkeinHandler.create(QuarkusRequestStorage.INSTANCE), PRIORITY);
  }
}
