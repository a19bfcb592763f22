package dev.skein.vertx;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The templates of the routes of one handler's routers, by where a router is. Thread-safe. */
final class RouteTemplates {
  private static final int MAX_KEPT = 64;

  private final RouteTemplate root = RouteTemplate.of("");
  private final ConcurrentHashMap<String, RouteTemplate> mountPoints = new ConcurrentHashMap<>(0);

  /**
   * Where the templates of a router's routes are found.
   *
   * @param mountPoint what its paths begin with, when it is a sub-router
   */
  RouteTemplate at(@Nullable String mountPoint) {
    if (mountPoint == null || mountPoint.isEmpty()) {
      return root;
    }
    RouteTemplate known = mountPoints.get(mountPoint);
    if (known == null) {
      known = RouteTemplate.of(mountPoint);
      // a mount point with a variable is another text for each of its values
      if (mountPoints.size() < MAX_KEPT) {
        mountPoints.put(mountPoint, known);
      }
    }
    return known;
  }
}
