package dev.skein.quarkus.runtime;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Dev mode only: has the request that made Quarkus reload, and was received before, traced by what
 * is there since. Otherwise the first request after each change would be missing.
 */
@Singleton
public final class ReloadFilter {
  /** Before all others: they look for the span. */
  private static final int PRIORITY = 20_000;

  void register(@Observes Filters filters) {
    filters.register(ReloadFilter::adopt, PRIORITY);
  }

  private static void adopt(RoutingContext routing) {
    Context context = Vertx.currentContext();
    if (context != null) {
      adopt(routing, context);
    }
    routing.next();
  }

  private static void adopt(RoutingContext routing, Context context) {
    Object payload = ReloadableTracer.receiveAgain(context, routing.request());
    if (payload != null) {
      routing.addEndHandler(
          result ->
              ReloadableTracer.instance()
                  .sendResponse(
                      context, routing.response(), payload, result.cause(), TagExtractor.empty()));
    }
  }
}
