package dev.skein.testkit.contract;

import dev.skein.Skein;
import dev.skein.http.HttpServerSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The application that the contract asks a server to serve: its routes as data, so that a subject
 * in this JVM needs no handlers of its own. Immutable and thread-safe.
 *
 * <p>A server with a router of its own registers {@link #all()}; one without asks {@link #find}.
 */
public final class ContractRoutes {
  private final List<ContractRoute> routes;

  private ContractRoutes(List<ContractRoute> routes) {
    this.routes = routes;
  }

  /** The routes of an application that is traced by a Skein. */
  public static ContractRoutes of(Skein skein) {
    List<ContractRoute> routes = new ArrayList<>();
    routes.addAll(PlainRoutes.all());
    routes.addAll(TracedRoutes.all(skein.tracer()));
    routes.addAll(FailingRoutes.all());
    routes.addAll(BodyRoutes.all());
    return new ContractRoutes(List.copyOf(routes));
  }

  /** All routes. */
  public List<ContractRoute> all() {
    return routes;
  }

  /**
   * The route of a request.
   *
   * @param path without the query, as it was sent
   */
  public Optional<ContractRoute> find(String method, String path) {
    return matching(path).stream().filter(route -> route.method().equals(method)).findFirst();
  }

  /**
   * Serves a request as an application on a server without a router does: finds the route, tells
   * the span about it and about failures, and answers with the status that is due.
   *
   * @param span of the request, which has to be current
   * @return the route that served it, if there is one
   * @throws IOException when the client has gone
   */
  public Optional<ContractRoute> serve(ContractExchange exchange, HttpServerSpan span)
      throws IOException {
    Optional<ContractRoute> route = Optional.empty();
    try {
      beforeRouting(exchange.path());
      route = find(exchange.method(), exchange.path());
      if (route.isEmpty()) {
        exchange.start(statusWithoutRoute(exchange.path()), Map.of(), 0);
      } else {
        span.route(route.get().template());
        route.get().serve(exchange, exchange.path());
      }
    } catch (RuntimeException | Error e) {
      span.failed(e);
      if (!exchange.isStarted()) {
        exchange.start(status(e), Map.of(), 0);
      }
    }
    return route;
  }

  /** How a request is to be answered that no route serves: 405 when another method would do. */
  public int statusWithoutRoute(String path) {
    return matching(path).isEmpty() ? 404 : 405;
  }

  private List<ContractRoute> matching(String path) {
    String trimmed =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return routes.stream().filter(route -> route.matches(trimmed)).toList();
  }

  /**
   * What a filter does that sees every request before its route is known: throws for one of them.
   *
   * @param path without the query, as it was sent
   * @throws IllegalStateException for {@code /before-routing}
   */
  public static void beforeRouting(String path) {
    if (path.equals("/before-routing")) {
      throw new IllegalStateException("not today");
    }
  }

  /** The status that the application answers with when a route has thrown. */
  public static int status(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return status(failure.getCause());
    } else if (failure instanceof ConcurrentModificationException) {
      return 409;
    }
    return failure instanceof UnsupportedOperationException ? 503 : 500;
  }
}
