package dev.skein.quarkus.runtime;

import dev.skein.http.HttpServerSpan;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server span the template of the REST method that was matched, before security checks
 * and filters can end the request. One per method; thread-safe.
 */
final class RouteHandler implements ServerRestHandler {
  private static final String LOCATED = "dev.skein.located";

  private final String classPath;
  private final String methodPath;
  private final boolean locator;
  private @Nullable String route;

  /**
   * @param classPath empty when the class can be reached through a locator only
   * @param locator whether the method answers with a sub-resource, which is matched next
   */
  RouteHandler(String classPath, String methodPath, boolean locator) {
    this.classPath = classPath;
    this.methodPath = methodPath;
    this.locator = locator;
  }

  @Override
  public void handle(ResteasyReactiveRequestContext request) {
    HttpServerSpan span = TracedRequests.serverSpan();
    if (span == null) {
      return;
    }
    String located = span.route();
    if (located != null && request.getProperty(LOCATED) != null) {
      span.route(RouteTemplates.join(located, methodPath));
    } else {
      span.route(route(request));
    }
    if (locator) {
      request.setProperty(LOCATED, true);
    }
  }

  private String route(ResteasyReactiveRequestContext request) {
    String known = route;
    if (known == null) {
      // two threads may make it twice; the prefix is the same for all requests of a deployment
      known = RouteTemplates.join(request.getDeployment().getPrefix(), classPath, methodPath);
      route = known;
    }
    return known;
  }
}
