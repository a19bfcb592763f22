package dev.skein.micronaut;

import dev.skein.Skein;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.filter.ConditionalFilter;

/**
 * Keeps the scope that the application has opened itself around a call, in case a filter of the
 * client changes threads. The first of them, and only called when there is such a scope.
 */
@ClientFilter(ClientFilter.MATCH_ALL_PATTERN)
@Requires(classes = HttpClient.class)
@Requires(condition = TracingEnabled.class)
final class CallerScopeFilter implements Ordered, ConditionalFilter {
  private final Skein skein;
  private final PropagatedContextStorage storage;

  CallerScopeFilter(Skein skein, PropagatedContextStorage storage) {
    this.skein = skein;
    this.storage = storage;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return storage.isScopeOpen();
  }

  @RequestFilter
  void beforeOthers(MutablePropagatedContext context) {
    try {
      context.add(new CallerElement(skein.currentContext(), ContextElement.current()));
    } catch (Exception | LinkageError e) {
      Guard.report("The first client filter", e);
    }
  }
}
