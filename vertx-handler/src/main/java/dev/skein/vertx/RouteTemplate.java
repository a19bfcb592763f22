package dev.skein.vertx;

import io.vertx.ext.web.Route;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The template of one route, and of the routes that are mounted there: put together when a request
 * first needs it, and found by the route itself from then on. Thread-safe.
 */
final class RouteTemplate {
  /** Many times what an application has. Routes that are made for each request are not kept. */
  private static final int MAX_KEPT = 1_024;

  private final String prefix;
  private final @Nullable String source;
  private final @Nullable String template;
  private final ConcurrentHashMap<Route, RouteTemplate> inner = new ConcurrentHashMap<>(0);

  private RouteTemplate(String prefix, @Nullable String source, @Nullable String template) {
    this.prefix = prefix;
    this.source = source;
    this.template = template;
  }

  /** What the routes of a root router are found in. */
  static RouteTemplate of(String mountPoint) {
    return new RouteTemplate(mountPoint, null, null);
  }

  /** The template of a route that is mounted here. */
  RouteTemplate inner(Route route) {
    RouteTemplate known = inner.get(route);
    // it has another text when it was given another path
    return known != null && Objects.equals(known.source, source(route)) ? known : make(route);
  }

  private RouteTemplate make(Route route) {
    String path = path(route);
    RouteTemplate made =
        new RouteTemplate(
            join(prefix, mount(route)),
            source(route),
            path == null ? null : RouteVariables.inBraces(join(prefix, path)));
    if (inner.size() < MAX_KEPT) {
      inner.put(route, made);
    }
    return made;
  }

  private static @Nullable String source(Route route) {
    String path = route.getPath();
    return path == null ? route.getName() : path;
  }

  /** What the paths of routes inside begin with, in the syntax of Vert.x. */
  String prefix() {
    return prefix;
  }

  /** The template, its variables in braces; null when the route takes any path. */
  @Nullable String template() {
    return template;
  }

  /** A route's path as it was written; null for one that takes any path. */
  private static @Nullable String path(Route route) {
    String path = route.getPath();
    if (path == null) {
      // the regular expression, or the name it was given; slashes need no escape, but often have it
      return route.isRegexPath() ? route.getName().replace("\\/", "/") : null;
    }
    return route.isExactPath() ? path : path + '*';
  }

  /** What a mounting route adds to the paths inside. */
  static String mount(Route route) {
    String path = route.getPath();
    return path == null ? "" : path;
  }

  /** Two parts of a template with one slash between them. */
  private static String join(String prefix, String path) {
    String start = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    if (path.isEmpty() || path.equals("/")) {
      return start.isEmpty() ? path : start;
    }
    return path.startsWith("/") ? start + path : start + '/' + path;
  }
}
