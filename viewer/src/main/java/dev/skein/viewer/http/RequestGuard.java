package dev.skein.viewer.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of others out: the viewer asks nobody for a password, and any page that a
 * developer opens can send requests to the loopback.
 *
 * <p>A page that had its own name resolved to the loopback (DNS rebinding) is known by the {@code
 * Host} it asks for; any other by the {@code Origin} and the {@code Sec-Fetch-*} headers that
 * browsers add and scripts cannot change. Programs send none of these.
 */
final class RequestGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts;

  RequestGuard(String host, Set<String> allowedHosts) {
    Set<String> names = new TreeSet<>(LOOPBACK);
    names.add(literal(host));
    for (String name : allowedHosts) {
      names.add(literal(name));
    }
    hosts = Set.copyOf(names);
  }

  /** IPv6 addresses stand in brackets where a port may follow. */
  private static String literal(String host) {
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return (bare ? "[" + host + "]" : host).toLowerCase(Locale.ROOT);
  }

  /** Why a request is refused; null if it is not. */
  @Nullable HttpProblem check(HttpServerRequest request) {
    MultiMap headers = request.headers();
    List<String> named = headers.getAll("Host");
    if (named.size() != 1 || !request.uri().startsWith("/")) {
      return HttpProblem.badRequest("expected one Host header and a target that begins with /");
    }
    String host = named.get(0).toLowerCase(Locale.ROOT);
    if (!isAllowed(host, request.localAddress())) {
      return new HttpProblem(
          403,
          "refused: the Host header names neither this machine's loopback nor a host that the"
              + " viewer was told to allow (--allow-host)");
    }
    List<String> origins = headers.getAll("Origin");
    if (!origins.isEmpty() && !(origins.size() == 1 && isOwn(origins.get(0), host))) {
      return new HttpProblem(
          403, "refused: the Origin header names another page than the viewer's");
    }
    if (isForeign(headers.get("Sec-Fetch-Site")) && !isNavigation(request.method(), headers)) {
      return new HttpProblem(403, "refused: sent by a page of another site");
    }
    return null;
  }

  private boolean isAllowed(String host, @Nullable SocketAddress local) {
    String name = withoutPort(host);
    if (name == null) {
      return false;
    }
    // a page from an address is from there: only names can be bent
    return hosts.contains(name)
        || (local != null
            && local.hostAddress() != null
            && name.equals(literal(local.hostAddress())));
  }

  private static @Nullable String withoutPort(String host) {
    int colon = host.indexOf(':', host.startsWith("[") ? host.indexOf(']') + 1 : 0);
    if (colon < 0) {
      return host;
    }
    for (int i = colon + 1; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return null;
      }
    }
    return host.substring(0, colon);
  }

  private static boolean isOwn(String origin, String host) {
    return origin.toLowerCase(Locale.ROOT).equals("http://" + host);
  }

  private static boolean isForeign(@Nullable String site) {
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /** A link on another page to one of ours, opened as a page and not inside one. */
  private static boolean isNavigation(HttpMethod method, MultiMap headers) {
    String destination = headers.get("Sec-Fetch-Dest");
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && "navigate".equals(headers.get("Sec-Fetch-Mode"))
        && (destination == null || destination.equals("document"));
  }
}
