package dev.skein.http;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of received requests. Thread-safe; never throws.
 *
 * <p>One per server. The path is compared with {@code excluded-paths} before anything else is
 * looked at.
 */
public final class HttpServerTracer {
  private static final Getter<HttpServerRequest> HEADERS = Guarded::headers;

  private final Tracer tracer;
  private final Propagator propagator;
  private final HttpPolicy policy;

  private HttpServerTracer(Skein skein) {
    this.tracer = skein.tracer();
    this.propagator = skein.propagator();
    this.policy = new HttpPolicy(skein.options());
  }

  /** A tracer that follows the options of a {@link Skein}. */
  public static HttpServerTracer create(Skein skein) {
    return new HttpServerTracer(skein);
  }

  /**
   * Starts the span of a request. Its parent comes from the request's headers and from nothing
   * else. Not made current: attach {@link HttpServerSpan#context()} around the handler.
   *
   * @return never null; a span that records nothing when the trace is not sampled or the path is
   *     excluded. The context of an excluded request is unsampled, and so is all that follows.
   */
  public HttpServerSpan start(HttpServerRequest request) {
    Context parent = Context.root();
    try {
      String target = Guarded.target(request);
      parent = propagator.extract(parent, request, HEADERS);
      return target != null && policy.excludes(target)
          ? HttpServerSpan.unrecorded(tracer.suppress(parent))
          : start(request, target, parent);
    } catch (Throwable e) {
      Guarded.report("HttpServerTracer.start", e);
      return HttpServerSpan.unrecorded(parent);
    }
  }

  private HttpServerSpan start(HttpServerRequest request, @Nullable String target, Context parent) {
    String method = Guarded.method(request);
    SpanNames names = policy.names(method);
    ServerAttributes attributes = new ServerAttributes(request, policy, names, method, target);
    Span span = tracer.startSpan(names.method(), SpanKind.SERVER, parent, attributes);
    return new HttpServerSpan(span, parent.with(span), names, attributes.clientUnknown());
  }

  /**
   * Whether requests for a path are left out; a query is ignored. For adapters that can decide
   * before they set up anything; {@link #start} asks by itself.
   */
  public boolean excluded(@Nullable String path) {
    return path != null && policy.excludes(path);
  }
}
