package dev.skein.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.web.router.RouteAttributes;

/**
 * One span for every request that the server receives, from the moment when its route is known to
 * the last byte of the response.
 *
 * <p>The span starts when the framework asks which filters a request needs, and a request that is
 * not recorded needs none: a filter method is dispatched through several objects. The response is
 * seen after all other filters. They run a second time for a request when an error is raised
 * outside of them; it is the same request then.
 */
@ServerFilter(patterns = ServerFilter.MATCH_ALL_PATTERN, appendContextPath = false)
@Requires(classes = {RouteAttributes.class, HttpRequestTerminatedEvent.class})
@Requires(condition = TracingEnabled.class)
final class ServerTracingFilter
    implements Ordered, ConditionalFilter, ApplicationEventListener<HttpRequestTerminatedEvent> {
  private final ServerExchanges exchanges;

  /** Whether the server publishes the event at all; Micronaut's Netty server always does. */
  private volatile boolean endsAreAnnounced;

  ServerTracingFilter(ServerExchanges exchanges) {
    this.exchanges = exchanges;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    ServerExchange exchange = exchanges.of(request);
    return exchange != null && exchange.watched();
  }

  @ResponseFilter
  void onResponse(HttpRequest<?> request, HttpResponse<?> response) {
    try {
      ServerExchange exchange = ServerExchange.of(request);
      if (exchange != null) {
        answered(request, exchange, response);
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The response filter", e);
    }
  }

  private void answered(HttpRequest<?> request, ServerExchange exchange, HttpResponse<?> response) {
    if (ServerExchanges.isGone(request)) {
      exchange.span().aborted();
    } else {
      exchange.answered(response);
      exchanges.responseHeaders(exchange, response);
    }
    exchanges.refused(request, exchange, response.code());
    if (exchange.webSocket()) {
      // of which nobody tells the end: the connection goes on as something else
      exchange.leave(request);
    } else if (!endsAreAnnounced && !ServerExchanges.endIsAnnounced(request)) {
      exchange.span().end();
    }
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    try {
      ServerExchange exchange = ServerExchange.of(event.getSource());
      if (exchange != null) {
        if (!endsAreAnnounced) {
          endsAreAnnounced = true;
        }
        exchange.terminated();
        ServerExchanges.forget(event.getSource());
      }
    } catch (Exception | LinkageError e) {
      Guard.report("The end of a request", e);
    }
  }
}
