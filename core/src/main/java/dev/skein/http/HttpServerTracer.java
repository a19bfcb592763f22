package dev.skein.http;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of received requests. Thread-safe; never throws.
 *
 * <p>One per server. The path is compared with {@code excluded-paths} before anything else is
 * looked at.
 */
public final class HttpServerTracer {
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
      parent = propagator.extract(parent, request, RequestHeaders.HEADERS);
      return start(request, parent);
    } catch (Throwable e) {
      HttpSpan.report("HttpServerTracer.start", e);
      return unrecorded(parent);
    }
  }

  private HttpServerSpan start(HttpServerRequest request, Context parent) {
    String target = null;
    SpanName name = policy.name(null);
    try {
      target = request.target();
      if (target != null && policy.excludes(target)) {
        return unrecorded(tracer.suppress(parent));
      }
      name = policy.name(request.method());
    } catch (Throwable e) {
      HttpSpan.report(ServerAttributes.WHAT, e);
    }
    ServerAttributes attributes = new ServerAttributes(request, policy, name, target);
    Span span = tracer.startSpan(name.text(), SpanKind.SERVER, parent, attributes);
    return new HttpServerSpan(span, parent.with(span), name, attributes.clientUnknown());
  }

  /**
   * Whether requests for a path are left out; a query is ignored. For adapters that can decide
   * before they set up anything; {@link #start} asks by itself.
   */
  public boolean excluded(@Nullable String path) {
    return path != null && policy.excludes(path);
  }

  private static HttpServerSpan unrecorded(Context context) {
    return new HttpServerSpan(context.span(), context, null, false);
  }
}
