package dev.skein.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.web.router.RouteAttributes;

/**
 * Starts the span ahead of the application's filters that run before the route is looked for, when
 * there are any, and sees the responses that they make. The framework drops these filters once it
 * knows the route: every other response is seen by {@link ServerTracingFilter}.
 */
@ServerFilter(patterns = ServerFilter.MATCH_ALL_PATTERN, appendContextPath = false)
@Requires(classes = {RouteAttributes.class, HttpRequestTerminatedEvent.class})
@Requires(condition = TracingEnabled.class)
final class PreMatchingFilter implements Ordered, ConditionalFilter {
  private final ServerExchanges exchanges;
  private final ServerTracingFilter responses;
  private final boolean othersExist;

  PreMatchingFilter(ServerExchanges exchanges, ServerTracingFilter responses, BeanContext beans) {
    this.exchanges = exchanges;
    this.responses = responses;
    this.othersExist =
        beans.getBeanDefinitions(Qualifiers.byStereotype(ServerFilter.class)).stream()
            .anyMatch(PreMatchingFilter::isOther);
  }

  private static boolean isOther(BeanDefinition<?> filter) {
    return filter.getBeanType() != PreMatchingFilter.class
        && filter.getExecutableMethods().stream()
            .anyMatch(method -> method.hasStereotype(PreMatching.class));
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    if (!othersExist) {
      return false;
    }
    ServerExchange exchange = exchanges.beforeRouting(request);
    return exchange != null && exchange.watched();
  }

  @PreMatching
  @ResponseFilter
  void onResponse(HttpRequest<?> request, HttpResponse<?> response) {
    responses.onResponse(request, response);
  }
}
