package dev.skein.vertx;

import dev.skein.http.HttpServerSpan;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one request is routed, asked when it is over.
 *
 * <p>A context knows the route it is at, but forgets it when the request fails, and knows nothing
 * of the routes inside a sub-router. What it does not tell is found by matching the path again,
 * with the routes in their order; only exact paths and regular expressions count then, since a
 * wildcard is rarely what a request was meant for.
 */
final class Routing implements Consumer<HttpServerSpan> {
  private final RoutingContext root;
  private final SkeinHandler handler;
  private final ServerCall call;
  private final String initialName;

  /** Null as long as no sub-router with a handler of its own was entered. */
  private @Nullable List<Level> levels;

  Routing(RoutingContext root, SkeinHandler handler, ServerCall call) {
    this.root = root;
    this.handler = handler;
    this.call = call;
    this.initialName = call.span().span().name();
  }

  /** Whether a context belongs to the same pass of the request through a router. */
  boolean isOf(RoutingContext context) {
    return context.request() == root.request();
  }

  /** The request has come to a sub-router that has a handler of its own. */
  void enter(RoutingContext inner) {
    List<Level> entered = levels == null ? new ArrayList<>(2) : levels;
    levels = entered;
    RoutingContext outer = entered.isEmpty() ? root : entered.get(entered.size() - 1).context;
    if (inner != outer) {
      entered.add(new Level(inner, outer.currentRoute()));
    }
  }

  /** Says why the request failed, if an exception made it fail, and by which route it went. */
  @Override
  public void accept(HttpServerSpan span) {
    Throwable failure = root.failure();
    if (failure != null) {
      call.thrown(failure);
    }
    if (span.route() != null) {
      return;
    }
    String template = template();
    if (template != null) {
      String name = span.span().name();
      span.route(template);
      if (!name.equals(initialName)) {
        // the application's own name is worth more
        span.span().updateName(name);
      }
    }
  }

  /**
   * The template of the route that served the request, or would have, had it come that far; null
   * when there is none.
   */
  private @Nullable String template() {
    RouteTemplate mountPoint = handler.templates().at(root.mountPoint());
    String template = root.failed() ? null : served(mountPoint);
    if (template == null) {
      template = RouteMatch.find(root, mountPoint);
    }
    return template == null ? handler.otherRoutes().template(root) : template;
  }

  private @Nullable String served(RouteTemplate mountPoint) {
    RouteTemplate mount = mountPoint;
    Route route = root.currentRoute();
    List<Level> entered = levels == null ? List.of() : levels;
    for (int i = 0; i < entered.size() && route != null && entered.get(i).mount == route; i++) {
      mount = mount.inner(route);
      route = entered.get(i).context.currentRoute();
    }
    if (route == null) {
      return null;
    }
    RouteTemplate last = mount.inner(route);
    Router inner = route.getSubRouter();
    String found = inner == null ? null : RouteMatch.find(root, inner, last);
    return found == null ? last.template() : found;
  }

  /** A sub-router's context, and the outer route that led there. */
  private record Level(RoutingContext context, @Nullable Route mount) {}
}
