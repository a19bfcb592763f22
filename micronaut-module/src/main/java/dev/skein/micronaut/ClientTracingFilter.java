package dev.skein.micronaut;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.filter.FilterContinuation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One span for every attempt of Micronaut's HTTP clients to send a request, declarative or not.
 *
 * <p>The client calls its filters where {@code exchange} is called, those with the lowest
 * precedence first. So this one comes after all others and sees the request as it is sent. A
 * redirect is followed inside of the filters' chain and comes by here again: another attempt, next
 * to the one before it.
 */
@ClientFilter(ClientFilter.MATCH_ALL_PATTERN)
@Requires(classes = HttpClient.class)
@Requires(condition = TracingEnabled.class)
final class ClientTracingFilter {
  /** Set by Micronaut's Netty client on a request that it makes in order to follow a redirect. */
  private static final String REDIRECT_COUNT = "micronaut.http.client.redirect-count";

  private final Skein skein;
  private final HttpClientTracer tracer;

  ClientTracingFilter(Skein skein) {
    this.skein = skein;
    this.tracer = HttpClientTracer.create(skein);
  }

  @RequestFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  Publisher<HttpResponse<?>> afterOthers(
      MutableHttpRequest<?> request,
      FilterContinuation<Publisher<HttpResponse<?>>> chain,
      MutablePropagatedContext context) {
    ClientExchange exchange = start(request, context);
    if (exchange == null) {
      return chain.proceed();
    }
    try {
      return exchange.ending(chain.proceed());
    } catch (Throwable e) {
      exchange.failed(e);
      throw e;
    }
  }

  private @Nullable ClientExchange start(
      MutableHttpRequest<?> request, MutablePropagatedContext context) {
    try {
      ClientExchange around = around(context);
      int redirects =
          request.getAttributes().getValue(REDIRECT_COUNT) instanceof Integer count ? count : 0;
      Context parent;
      if (redirects > 0 && around != null) {
        around.end();
        parent = around.parent();
      } else {
        parent = skein.currentContext();
      }
      HttpClientSpan span = tracer.start(new SentRequest(request, redirects), parent);
      ClientExchange exchange = new ClientExchange(request, tracer, span, parent);
      tracer.inject(span, exchange, ClientExchange.HEADERS);
      if (around == null) {
        context.add(exchange);
      } else {
        context.replace(around, exchange);
      }
      return exchange;
    } catch (Exception | LinkageError e) {
      Guard.report("The client filter", e);
      return null;
    }
  }

  /** The exchange that this one is part of: a redirected one, or one whose filter makes a call. */
  private static @Nullable ClientExchange around(MutablePropagatedContext context) {
    PropagatedContext propagated = context.getContext();
    return propagated == null ? null : propagated.find(ClientExchange.class).orElse(null);
  }
}
