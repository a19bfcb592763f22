package dev.skein.micronaut;

import dev.skein.Skein;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.micronaut.web.router.UriRouteMatch;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts exchanges, and knows their routes. A route is read when the request comes in: once it has
 * failed, the framework replaces it by the route of the error handler.
 */
@Singleton
@Requires(classes = {RouteAttributes.class, HttpRequestTerminatedEvent.class})
@Requires(condition = TracingEnabled.class)
final class ServerExchanges {
  /** Where {@link RouteAttributes} looks as well, with a conversion that costs 200 bytes. */
  private static final String ROUTE = "micronaut.http.route.info";

  private static final boolean NETTY = isNettyPresent();

  private final HttpServerTracer tracer;
  private final BeanProvider<Router> router;
  private final ConcurrentHashMap<UriMatchTemplate, String> routes = new ConcurrentHashMap<>();

  ServerExchanges(Skein skein, BeanProvider<Router> router) {
    this.tracer = HttpServerTracer.create(skein);
    this.router = router;
  }

  /**
   * The exchange of a request, which is started when it has none. Never throws.
   *
   * @return null when there is none because something is wrong
   */
  @Nullable ServerExchange of(HttpRequest<?> request) {
    try {
      ServerExchange exchange = started(request);
      if (exchange.firstLookAtRoute() && exchange.span().span().isRecording()) {
        exchange.span().route(route(request));
      }
      return exchange;
    } catch (Exception | LinkageError e) {
      Guard.report("The start of a request", e);
      return null;
    }
  }

  /** As {@link #of}, when there is no route yet. */
  @Nullable ServerExchange beforeRouting(HttpRequest<?> request) {
    try {
      return started(request);
    } catch (Exception | LinkageError e) {
      Guard.report("The start of a request", e);
      return null;
    }
  }

  private ServerExchange started(HttpRequest<?> request) {
    ServerExchange known = ServerExchange.of(request);
    if (known != null) {
      return known;
    }
    ServerExchange exchange = exchange(request);
    exchange.storeIn(request);
    if (NETTY && exchange.span().span().isRecording()) {
      NettyRequest.endWithConnection(request, exchange);
    }
    return exchange;
  }

  private ServerExchange exchange(HttpRequest<?> request) {
    NettyRequest netty = NETTY ? NettyRequest.of(request) : null;
    if (netty != null) {
      HttpServerSpan span = tracer.start(netty);
      return new ServerExchange(span, netty.isWebSocket());
    }
    ReceivedRequest received = new ReceivedRequest(request);
    return new ServerExchange(tracer.start(received), received.isWebSocket());
  }

  /** Records what was asked for of the headers that the application has set. */
  void responseHeaders(ServerExchange exchange, HttpResponse<?> response) {
    tracer.responseHeaders(exchange.span(), response.getHeaders(), HttpHeaders::getAll);
  }

  /** Whether the server is the one that tells when a request is over. */
  static boolean endIsAnnounced(HttpRequest<?> request) {
    return NETTY && NettyRequest.isReceived(request);
  }

  /** Lets the connection of a request that is over forget it. */
  static void forget(HttpRequest<?> request) {
    if (NETTY) {
      NettyRequest.forget(request);
    }
  }

  /** Whether nobody gets a response to a request any more. */
  static boolean isGone(HttpRequest<?> request) {
    return NETTY && NettyRequest.isGone(request);
  }

  private @Nullable String route(HttpRequest<?> request) {
    Object route = request.getAttributes().getValue(ROUTE);
    if (route == null) {
      route = RouteAttributes.getRouteInfo(request).orElse(null);
    }
    return route instanceof UriRouteInfo<?, ?> known ? path(known) : null;
  }

  private String path(UriRouteInfo<?, ?> route) {
    UriMatchTemplate template = route.getUriMatchTemplate();
    String path = routes.get(template);
    if (path == null) {
      path = template.toPathString();
      routes.put(template, path);
    }
    return path;
  }

  /** Finds the route that a request was meant for, when it was refused for its media types. */
  void refused(HttpRequest<?> request, ServerExchange exchange, int statusCode) {
    boolean refusal =
        statusCode == HttpStatus.NOT_ACCEPTABLE.getCode()
            || statusCode == HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode();
    if (refusal && exchange.span().route() == null) {
      exchange.span().route(refusedRoute(request));
    }
  }

  private @Nullable String refusedRoute(HttpRequest<?> request) {
    for (UriRouteMatch<Object, Object> match : router.get().findAny(request)) {
      UriRouteInfo<?, ?> route = match.getRouteInfo();
      if (route.getHttpMethodName().equals(request.getMethodName())) {
        return path(route);
      }
    }
    return null;
  }

  private static boolean isNettyPresent() {
    try {
      return NettyRequest.isPresent();
    } catch (LinkageError e) {
      return false;
    }
  }
}
