package dev.skein.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;

/**
 * Makes the context of a request current where the server does not carry the request itself.
 * Micronaut's Netty server does, and this filter is not called.
 */
@ServerFilter(patterns = ServerFilter.MATCH_ALL_PATTERN, appendContextPath = false)
@Requires(classes = {RouteAttributes.class, HttpRequestTerminatedEvent.class})
@Requires(condition = TracingEnabled.class)
final class ServerContextFilter implements Ordered, ConditionalFilter {
  private final ServerExchanges exchanges;

  ServerContextFilter(ServerExchanges exchanges) {
    this.exchanges = exchanges;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.TRACING.order();
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    ServerExchange exchange = exchanges.of(request);
    return exchange != null && ContextElement.current() != exchange;
  }

  @RequestFilter
  void onRequest(HttpRequest<?> request, MutablePropagatedContext context) {
    ServerExchange exchange = exchanges.of(request);
    PropagatedContext propagated = context.getContext();
    if (exchange != null && (propagated == null || ContextElement.in(propagated) != exchange)) {
      context.add(exchange);
    }
  }
}
