package dev.skein.micronaut;

import dev.skein.Skein;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import dev.skein.micronaut.PropagatedContextStorage.Element;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.micronaut.web.router.UriRouteMatch;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One span for every request that the server receives, from the filter phase for tracing to the
 * last byte of the response.
 *
 * <p>Filters run a second time for a request when an error is raised outside of them; it is the
 * same request then. The route is read when the request comes in: once it has failed, the framework
 * replaces it by the route of the error handler.
 */
@ServerFilter(patterns = ServerFilter.MATCH_ALL_PATTERN, appendContextPath = false)
@Requires(classes = {RouteAttributes.class, HttpRequestTerminatedEvent.class})
@Requires(condition = TracingEnabled.class)
final class ServerTracingFilter
    implements Ordered, ApplicationEventListener<HttpRequestTerminatedEvent> {
  private static final boolean NETTY = isNettyPresent();

  private final HttpServerTracer tracer;
  private final BeanProvider<Router> router;
  private final ConcurrentHashMap<UriMatchTemplate, String> routes = new ConcurrentHashMap<>();

  /** Whether the server publishes the event at all; Micronaut's Netty server always does. */
  private volatile boolean endsAreAnnounced;

  ServerTracingFilter(Skein skein, BeanProvider<Router> router) {
    this.tracer = HttpServerTracer.create(skein);
    this.router = router;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.TRACING.order();
  }

  @RequestFilter
  void onRequest(HttpRequest<?> request, MutablePropagatedContext context) {
    try {
      ServerExchange exchange = ServerExchange.of(request);
      if (exchange == null) {
        exchange = start(request);
      }
      PropagatedContext propagated = context.getContext();
      if (propagated == null || Element.in(propagated) != exchange.element()) {
        context.add(exchange.element());
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The request filter", e);
    }
  }

  private ServerExchange start(HttpRequest<?> request) {
    HttpServerSpan span = tracer.start(new ReceivedRequest(request, connection(request)));
    ServerExchange exchange = new ServerExchange(span);
    exchange.storeIn(request);
    span.route(route(request));
    return exchange;
  }

  @ResponseFilter
  void onResponse(HttpRequest<?> request, HttpResponse<?> response) {
    try {
      ServerExchange exchange = ServerExchange.of(request);
      if (exchange == null) {
        return;
      }
      NettyConnection connection = connection(request);
      if (connection != null && !connection.isOpen()) {
        // nobody gets this response any more
        exchange.span().aborted();
      } else {
        exchange.answered(response);
      }
      if (exchange.span().route() == null && isRefusal(response.code())) {
        exchange.span().route(refusedRoute(request));
      }
      if (isWebSocket(request) || (connection == null && !endsAreAnnounced)) {
        exchange.span().end();
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The response filter", e);
    }
  }

  /** Of such a request nobody tells the end: its connection goes on as something else. */
  private static boolean isWebSocket(HttpRequest<?> request) {
    HttpHeaders headers = request.getHeaders();
    String connection = headers.get(HttpHeaders.CONNECTION);
    return "websocket".equalsIgnoreCase(headers.get(HttpHeaders.UPGRADE))
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    try {
      ServerExchange exchange = ServerExchange.of(event.getSource());
      if (exchange != null) {
        endsAreAnnounced = true;
        exchange.terminated();
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The end of a request", e);
    }
  }

  private @Nullable String route(HttpRequest<?> request) {
    return RouteAttributes.getRouteInfo(request).orElse(null) instanceof UriRouteInfo<?, ?> route
        ? path(route)
        : null;
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

  private static boolean isRefusal(int statusCode) {
    return statusCode == HttpStatus.NOT_ACCEPTABLE.getCode()
        || statusCode == HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode();
  }

  /** The route that a request was meant for, when it was refused for its media types. */
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
      return NettyConnection.isPresent();
    } catch (LinkageError e) {
      return false;
    }
  }

  private static @Nullable NettyConnection connection(HttpRequest<?> request) {
    return NETTY ? NettyConnection.of(request) : null;
  }
}
