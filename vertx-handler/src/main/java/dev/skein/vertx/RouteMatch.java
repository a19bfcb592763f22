package dev.skein.vertx;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request once more, by what routes tell of themselves. */
final class RouteMatch {
  private static final @Nullable MethodHandle ROUTER =
      VertxInternals.find(
          new String[] {"io.vertx.ext.web.impl.RoutingContextInternal"},
          "currentRouter",
          Router.class,
          RoutingContext.class);

  /** As many as an application has regular expressions for routes; never cleared. */
  private static final ConcurrentHashMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final HttpMethod method;
  private final String path;

  private RouteMatch(RoutingContext context) {
    this.method = context.request().method();
    this.path = context.normalizedPath();
  }

  /** The template of the first route of the root router that serves requests like this one. */
  static @Nullable String find(RoutingContext root, String mountPoint) {
    Router router = router(root);
    return router == null
        ? null
        : new RouteMatch(root).find(router, mountPoint, mountPoint.length());
  }

  private static @Nullable Router router(RoutingContext context) {
    if (ROUTER == null) {
      return null;
    }
    try {
      return (Router) ROUTER.invokeExact(context);
    } catch (Throwable e) {
      // a context of somebody else's making
      return null;
    }
  }

  /**
   * The template of the first route inside a sub-router.
   *
   * @param prefix the template of what leads there
   */
  static @Nullable String find(RoutingContext root, Router inner, String prefix) {
    RouteMatch match = new RouteMatch(root);
    int start = match.end(withoutSlash(prefix), 0, true);
    return start < 0 ? null : match.find(inner, prefix, start);
  }

  private @Nullable String find(Router router, String prefix, int start) {
    for (Route route : router.getRoutes()) {
      Router inner = route.getSubRouter();
      String found = inner == null ? find(route, prefix, start) : find(route, inner, prefix, start);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String find(Route route, Router inner, String prefix, int start) {
    String mount = withoutSlash(mount(route));
    int end = end(mount, start, true);
    return end < 0 ? null : find(inner, join(prefix, mount), end);
  }

  private @Nullable String find(Route route, String prefix, int start) {
    Set<HttpMethod> methods = route.methods();
    if (methods != null && !methods.isEmpty() && !methods.contains(method)) {
      return null;
    }
    String template = route.getPath();
    if (template == null) {
      return route.isRegexPath() && isMatch(route.getName(), start)
          ? join(prefix, readable(route.getName()))
          : null;
    }
    if (!route.isExactPath()) {
      return null;
    }
    boolean matches = end(withoutSlash(template), start, false) >= 0;
    return matches ? join(prefix, template) : null;
  }

  private boolean isMatch(String regex, int start) {
    Pattern pattern =
        PATTERNS.computeIfAbsent(
            regex,
            text -> {
              try {
                return Pattern.compile(text);
              } catch (PatternSyntaxException e) {
                // the name that the route was given instead
                return NOTHING;
              }
            });
    return pattern.matcher(path).region(start, path.length()).matches();
  }

  /**
   * Where a template ends in the path: at the path's end, but for a slash, or, when it is only the
   * beginning, before a slash.
   *
   * @return -1 when it does not match
   */
  private int end(String template, int start, boolean beginning) {
    int at = start;
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c == ':') {
        i = endOfName(template, i + 1);
        int value = endOfValue(at, i < template.length() ? template.charAt(i) : '/');
        if (value == at) {
          return -1;
        }
        at = value;
      } else if (at < path.length() && path.charAt(at) == c) {
        at++;
        i++;
      } else {
        return -1;
      }
    }
    boolean atEnd = at == path.length();
    boolean beforeSlash = !atEnd && path.charAt(at) == '/';
    return atEnd || (beforeSlash && (beginning || at == path.length() - 1)) ? at : -1;
  }

  private static int endOfName(String template, int from) {
    int i = from;
    while (i < template.length()
        && (Character.isLetterOrDigit(template.charAt(i)) || template.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  private int endOfValue(int from, char next) {
    int i = from;
    while (i < path.length() && path.charAt(i) != '/' && path.charAt(i) != next) {
      i++;
    }
    return i;
  }

  /** A route's path as it was written; null for one that takes any path. */
  static @Nullable String path(Route route) {
    String path = route.getPath();
    if (path == null) {
      // the regular expression, or the name it was given
      return route.isRegexPath() ? readable(route.getName()) : null;
    }
    return route.isExactPath() ? path : path + '*';
  }

  /** Slashes need no escape, but many regular expressions have one for them. */
  private static String readable(String regex) {
    return regex.replace("\\/", "/");
  }

  /** What a mounting route adds to the paths inside. */
  static String mount(Route route) {
    String path = route.getPath();
    return path == null ? "" : path;
  }

  /** Two parts of a template with one slash between them. */
  static String join(String prefix, String path) {
    String start = withoutSlash(prefix);
    if (path.isEmpty() || path.equals("/")) {
      return start.isEmpty() ? path : start;
    }
    return path.startsWith("/") ? start + path : start + '/' + path;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
