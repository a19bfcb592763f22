package dev.skein.quarkus.runtime;

import dev.skein.http.HttpServerSpan;
import dev.skein.vertx.ServerCall;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Tells the server span what REST, or one of its methods, threw, before an exception mapper turns
 * it into a response. Recorded at build time: has no state.
 */
public final class ExceptionHandler implements ServerRestHandler {
  @Override
  public void handle(ResteasyReactiveRequestContext request) {
    ServerCall call = TracedRequests.call();
    if (call == null) {
      return;
    }
    call.thrown(request.getThrowable());
    if (call.span().route() == null) {
      // refused for its media types
      call.span().route(RestRoutes.match(request));
    }
    if (call.span().route() == null) {
      // no method for this request; the wildcard route that all of REST has is none either
      call.beforeEnd(ExceptionHandler::addNothing);
    }
  }

  private static void addNothing(HttpServerSpan span) {}
}
