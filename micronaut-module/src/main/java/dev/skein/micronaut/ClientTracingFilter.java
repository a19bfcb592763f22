package dev.skein.micronaut;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.filter.FilterContinuation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * One span for every attempt of Micronaut's HTTP clients to send a request, declarative or not.
 *
 * <p>The client calls its filters where {@code exchange} is called, so that the caller's span, also
 * one that the application made current itself, is the parent. A redirect is followed inside of the
 * filters' chain and comes by here again: another attempt, next to the one before it.
 */
@ClientFilter(ClientFilter.MATCH_ALL_PATTERN)
@Requires(classes = HttpClient.class)
@Requires(condition = TracingEnabled.class)
final class ClientTracingFilter {
  private static final Setter<MutableHttpHeaders> HEADERS =
      (headers, name, value) -> headers.set(name, value);

  /** Set by Micronaut's Netty client on a request that it makes in order to follow a redirect. */
  private static final String REDIRECT_COUNT = "micronaut.http.client.redirect-count";

  private final Skein skein;
  private final HttpClientTracer tracer;

  ClientTracingFilter(Skein skein) {
    this.skein = skein;
    this.tracer = HttpClientTracer.create(skein);
  }

  /** An attempt in progress, for the one that a redirect makes of it. */
  private record Attempt(HttpClientSpan span, Context parent) implements PropagatedContextElement {}

  @RequestFilter
  Publisher<HttpResponse<?>> onRequest(
      MutableHttpRequest<?> request,
      FilterContinuation<Publisher<HttpResponse<?>>> chain,
      MutablePropagatedContext context) {
    HttpClientSpan span = start(request, context);
    if (span == null) {
      return chain.proceed();
    }
    try {
      return Mono.from(chain.proceed())
          .doOnNext(response -> span.response(response.code()))
          .doOnError(failure -> failed(span, failure))
          .doOnCancel(span::cancelled)
          .doFinally(signal -> span.end());
    } catch (Throwable e) {
      span.failed(e);
      span.end();
      throw e;
    }
  }

  private @Nullable HttpClientSpan start(
      MutableHttpRequest<?> request, MutablePropagatedContext context) {
    try {
      int redirects = request.getAttribute(REDIRECT_COUNT, Integer.class).orElse(0);
      Attempt previous = previous(context);
      Context parent = redirects > 0 && previous != null ? previous.parent : skein.currentContext();
      if (redirects > 0 && previous != null) {
        previous.span.end();
      }
      HttpClientSpan span = tracer.start(new SentRequest(request, redirects), parent);
      tracer.inject(span, request.getHeaders(), HEADERS);
      Attempt attempt = new Attempt(span, parent);
      if (previous == null) {
        context.add(attempt);
      } else {
        context.replace(previous, attempt);
      }
      return span;
    } catch (Exception | LinkageError e) {
      Guard.report("The client filter", e);
      return null;
    }
  }

  private static @Nullable Attempt previous(MutablePropagatedContext context) {
    PropagatedContext propagated = context.getContext();
    return propagated == null ? null : propagated.find(Attempt.class).orElse(null);
  }

  /** A response that the client reports as an exception is a response. */
  private static void failed(HttpClientSpan span, Throwable failure) {
    int code = failure instanceof HttpClientResponseException answer ? answer.code() : 0;
    span.response(code);
    if (code < HttpStatus.BAD_REQUEST.getCode()) {
      span.failed(failure);
    }
  }
}
