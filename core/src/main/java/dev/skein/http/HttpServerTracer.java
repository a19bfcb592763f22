package dev.skein.http;

import dev.skein.AttributeView;
import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.TraceState;
import dev.skein.Tracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of received requests. Thread-safe; never throws.
 *
 * <p>One per server. The path is compared with {@code excluded-paths} before anything else is
 * looked at.
 *
 * <p>The trace of a caller that {@code inbound.trust} leaves out is not continued: the server's
 * span begins one of its own, by the sampler's own decision, with a link to the caller's span, and
 * without the caller's {@code tracestate} and baggage. The wish of all others to be recorded is
 * granted up to {@code inbound.sampled-per-second}; see {@link Tracer#limit}.
 */
public final class HttpServerTracer {
  private final Tracer tracer;
  private final Propagator propagator;
  private final HttpPolicy policy;
  private final CallerTrust trust;
  private final CapturedHeaders responseHeaders;

  private HttpServerTracer(Skein skein) {
    SkeinOptions options = skein.options();
    this.tracer = skein.tracer();
    this.propagator = skein.propagator();
    this.policy = new HttpPolicy(options, options.serverCapturedRequestHeaders());
    this.trust = new CallerTrust(options.inboundTrust());
    this.responseHeaders = CapturedHeaders.ofResponses(options.serverCapturedResponseHeaders());
  }

  /** A tracer that follows the options of a {@link Skein}. */
  public static HttpServerTracer create(Skein skein) {
    return new HttpServerTracer(Objects.requireNonNull(skein, "skein"));
  }

  /**
   * Starts the span of a request. Its parent, if it has one, comes from the request's headers and
   * from nothing else. Not made current: attach {@link HttpServerSpan#context()} around the
   * handler.
   *
   * @return never null; a span that records nothing when the trace is not sampled or the path is
   *     excluded. The context of an excluded request is unsampled, and so is all that follows.
   */
  public HttpServerSpan start(HttpServerRequest request) {
    Context caller = caller(request);
    try {
      return start(request, caller);
    } catch (Throwable e) {
      HttpSpan.report("HttpServerTracer.start", e);
      return unrecorded(caller);
    }
  }

  /** What the request brings; nothing when the propagator is the application's and fails. */
  private Context caller(HttpServerRequest request) {
    try {
      Context caller = propagator.extract(Context.root(), request, RequestHeaders.HEADERS);
      return caller == null ? Context.root() : caller;
    } catch (Throwable e) {
      HttpSpan.report("The propagator", e);
      return Context.root();
    }
  }

  private HttpServerSpan start(HttpServerRequest request, Context caller) {
    boolean distrusted = caller != Context.root() && trust.distrusts(request);
    Context parent = distrusted ? Context.root() : caller;
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
    AttributeView first = attributes;
    if (distrusted) {
      first = new CallersLink(attributes, withoutState(caller.spanContext()));
    } else {
      parent = tracer.limit(parent);
    }
    Span span = tracer.startSpan(name.text(), SpanKind.SERVER, parent, first);
    return new HttpServerSpan(span, parent.with(span), name, attributes.clientUnknown());
  }

  private static SpanContext withoutState(SpanContext caller) {
    return SpanContext.remote(
        caller.traceIdHigh(),
        caller.traceIdLow(),
        caller.spanIdAsLong(),
        caller.flags(),
        TraceState.empty());
  }

  /**
   * Records those headers of the response that the options ask for. To be called when they are
   * complete, and before the span ends.
   *
   * @param carrier the response, or its headers
   * @param getter asked for nothing when nothing is to be recorded
   */
  public <C> void responseHeaders(@Nullable HttpServerSpan span, C carrier, Getter<C> getter) {
    if (span != null) {
      responseHeaders.record(span.span(), carrier, getter, policy.redactor());
    }
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
