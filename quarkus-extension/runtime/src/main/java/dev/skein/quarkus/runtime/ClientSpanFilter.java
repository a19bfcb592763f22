package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.propagation.Setter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
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
 * The span of a call of the REST client, from before the connection to the response; there is one
 * also when nobody answers.
 *
 * <p>The last filter that sees the request, which then has its final URL and headers, and the first
 * that sees the response, before another one can throw. Never blocks: runs where the call runs.
 */
@Priority(Integer.MAX_VALUE)
public final class ClientSpanFilter
    implements ResteasyReactiveClientRequestFilter, ResteasyReactiveClientResponseFilter {
  private static final String SPAN = "dev.skein.client-span";
  private static final Setter<MultivaluedMap<String, Object>> HEADERS = MultivaluedMap::putSingle;

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
    HttpClientSpan span =
        tracing.tracer().start(new Call(call, templates), tracing.skein().currentContext());
    request.setProperty(SPAN, span);
    RestCalls.begin(request.getContext(), span);
    tracing.tracer().inject(span, request.getHeaders(), HEADERS);
    // for calls that get no response and no failure, and thus no filter
    Future<?> unused =
        call.getResult().whenComplete((response, failure) -> finish(request, call, span, failure));
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
    if (call != null && request.getProperty(SPAN) instanceof HttpClientSpan span) {
      finish(request, call, span, call.getThrowable());
    }
  }

  private static void finish(
      ResteasyReactiveClientRequestContext request,
      RestClientRequestContext call,
      HttpClientSpan span,
      @Nullable Throwable failure) {
    if (span.ended()) {
      return;
    }
    RestCalls.end(request.getContext());
    if (call.isUserCanceled()) {
      span.cancelled();
    }
    span.response(call.getResponseStatus());
    span.failed(cause(failure));
    if (call.getHttpClientRequest() != null) {
      connected(call.getHttpClientRequest(), span);
    }
    span.end();
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

  private static void connected(io.vertx.core.http.HttpClientRequest request, HttpClientSpan span) {
    span.protocolVersion(request.version() == null ? null : request.version().alpnName());
    HttpConnection connection = request.connection();
    SocketAddress peer = connection == null ? null : connection.remoteAddress();
    if (peer != null) {
      span.peer(peer.hostAddress(), peer.port());
    }
  }

  /** A call about to be sent. */
  private record Call(RestClientRequestContext call, UrlTemplates templates)
      implements HttpClientRequest {
    @Override
    public @Nullable String method() {
      return call.getHttpMethod();
    }

    @Override
    public @Nullable String url() {
      return call.getUri().toString();
    }

    @Override
    public @Nullable String urlTemplate() {
      return templates.of(call.getInvokedMethod());
    }
  }
}
