package dev.skein.vertx;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one request is routed, asked when it is over.
 *
 * <p>A context knows the route it is at, but forgets it when the request fails, and knows nothing
 * of the routes inside a sub-router. What it does not tell is found by matching the path again,
 * with the routes in their order; only exact paths and regular expressions count then, since a
 * wildcard is rarely what a request was meant for.
 */
final class Routing {
  private final RoutingContext root;
  private final SkeinHandler.OtherRoutes otherRoutes;
  private final List<Level> levels = new ArrayList<>(0);

  Routing(RoutingContext root, SkeinHandler.OtherRoutes otherRoutes) {
    this.root = root;
    this.otherRoutes = otherRoutes;
  }

  /** The request has come to a sub-router that has a handler of its own. */
  void enter(RoutingContext inner) {
    RoutingContext outer = levels.isEmpty() ? root : levels.get(levels.size() - 1).context;
    if (inner != outer) {
      levels.add(new Level(inner, outer.currentRoute()));
    }
  }

  /** Why the request failed, if an exception made it fail. */
  @Nullable Throwable failure() {
    return root.failure();
  }

  /**
   * The template of the route that served the request, or would have, had it come that far; null
   * when there is none.
   */
  @Nullable String template() {
    String mountPoint = root.mountPoint();
    String prefix = mountPoint == null ? "" : mountPoint;
    String template = root.failed() ? null : served(prefix);
    if (template == null) {
      template = RouteMatch.find(root, prefix);
    }
    return template == null ? otherRoutes.template(root) : RouteVariables.inBraces(template);
  }

  private @Nullable String served(String mountPoint) {
    String prefix = mountPoint;
    Route route = root.currentRoute();
    for (Level level : levels) {
      if (route == null || level.mount != route) {
        break;
      }
      prefix = RouteMatch.join(prefix, RouteMatch.mount(route));
      route = level.context.currentRoute();
    }
    if (route == null) {
      return null;
    }
    Router inner = route.getSubRouter();
    if (inner != null) {
      String mount = RouteMatch.join(prefix, RouteMatch.mount(route));
      String found = RouteMatch.find(root, inner, mount);
      if (found != null) {
        return found;
      }
    }
    String path = RouteMatch.path(route);
    return path == null ? null : RouteMatch.join(prefix, path);
  }

  /** A sub-router's context, and the outer route that led there. */
  private record Level(RoutingContext context, @Nullable Route mount) {}
}
