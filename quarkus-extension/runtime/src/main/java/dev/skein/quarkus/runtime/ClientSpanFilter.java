package dev.skein.quarkus.runtime;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.concurrent.Future;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a call of the REST client, from before the connection to the response; there is one
 * also when nobody answers. Of what is sent meanwhile, {@link ReloadableTracer} tells.
 *
 * <p>The last filter that sees the request, which then has its final URL and headers, and the first
 * that sees the response, before another one can throw. Never blocks: runs where the call runs.
 */
@Priority(Integer.MAX_VALUE)
public final class ClientSpanFilter
    implements ResteasyReactiveClientRequestFilter, ResteasyReactiveClientResponseFilter {
  private static final String CALL = "dev.skein.call";
  private static final Setter<MultivaluedMap<String, Object>> REMOVING =
      (headers, name, value) -> headers.remove(name);

  /** Stands for the span that a call without a trace begins. */
  private static final SpanContext SOME_SPAN =
      SpanContext.remote(1, 1, 1, (byte) 0, TraceState.empty());

  private final UrlTemplates templates = new UrlTemplates();
  private volatile @Nullable Tracing tracing;

  /** Thread-safe. */
  private record Tracing(Skein skein, HttpClientTracer tracer) {}

  @Override
  public void filter(ResteasyReactiveClientRequestContext request) {
    Tracing tracing = tracing();
    RestClientRequestContext call = request.unwrap(RestClientRequestContext.class);
    if (tracing == null || call == null) {
      return;
    }
    Context parent = tracing.skein().currentContext();
    RestCall traced =
        new RestCall(call, tracing.tracer(), parent, templates.of(call.getInvokedMethod()));
    request.setProperty(CALL, traced);
    RestCalls.begin(request.getContext(), traced);
    // written anew into each request that is sent
    tracing
        .skein()
        .propagator()
        .inject(
            parent.spanContext().isValid() ? parent : parent.with(SOME_SPAN),
            request.getHeaders(),
            REMOVING);
    // for calls that get no response and no failure, and thus no filter
    Future<?> unused =
        call.getResult().whenComplete((response, failure) -> finish(request, traced, failure));
  }

  private @Nullable Tracing tracing() {
    Skein skein = ActiveSkein.get();
    Tracing known = tracing;
    if (skein == null || (known != null && known.skein() == skein)) {
      return skein == null ? null : known;
    }
    Tracing made = new Tracing(skein, HttpClientTracer.create(skein));
    tracing = made;
    return made;
  }

  @Override
  public void filter(ResteasyReactiveClientRequestContext request, ClientResponseContext response) {
    RestClientRequestContext call = request.unwrap(RestClientRequestContext.class);
    if (call != null && request.getProperty(CALL) instanceof RestCall traced) {
      finish(request, traced, call.getThrowable());
    }
  }

  private static void finish(
      ResteasyReactiveClientRequestContext request, RestCall traced, @Nullable Throwable failure) {
    RestCalls.end(request.getContext(), traced);
    traced.finish(cause(failure));
  }

  /** What went wrong with the exchange; null when it is the response that is not as wanted. */
  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    if (failure instanceof WebApplicationException) {
      return null;
    }
    return failure instanceof ProcessingException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
