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
  static @Nullable String find(RoutingContext root, RouteTemplate mountPoint) {
    Router router = router(root);
    return router == null
        ? null
        : new RouteMatch(root).find(router, mountPoint, mountPoint.prefix().length());
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
   * @param mount the route that leads there
   */
  static @Nullable String find(RoutingContext root, Router inner, RouteTemplate mount) {
    RouteMatch match = new RouteMatch(root);
    int start = match.end(mount.prefix(), 0, true);
    return start < 0 ? null : match.find(inner, mount, start);
  }

  private @Nullable String find(Router router, RouteTemplate mount, int start) {
    for (Route route : router.getRoutes()) {
      Router inner = route.getSubRouter();
      String found = null;
      if (inner != null) {
        int end = end(RouteTemplate.mount(route), start, true);
        found = end < 0 ? null : find(inner, mount.inner(route), end);
      } else if (isMatch(route, start)) {
        found = mount.inner(route).template();
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean isMatch(Route route, int start) {
    Set<HttpMethod> methods = route.methods();
    if (methods != null && !methods.isEmpty() && !methods.contains(method)) {
      return false;
    }
    String template = route.getPath();
    if (template == null) {
      return route.isRegexPath() && isMatch(route.getName(), start);
    }
    return route.isExactPath() && end(template, start, false) >= 0;
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
   * beginning, before a slash. A slash at the template's own end plays no part.
   *
   * @return -1 when it does not match
   */
  private int end(String template, int start, boolean beginning) {
    int at = start;
    int i = 0;
    int length = template.endsWith("/") ? template.length() - 1 : template.length();
    while (i < length) {
      char c = template.charAt(i);
      if (c == ':') {
        i = endOfName(template, i + 1);
        int value = endOfValue(at, i < length ? template.charAt(i) : '/');
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
}
