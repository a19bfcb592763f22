package dev.skein.http;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts the spans of requests that are sent. Thread-safe; never throws. */
public final class HttpClientTracer {
  private final Skein skein;
  private final HttpPolicy policy;
  private final CapturedHeaders responseHeaders;
  private final HostPatterns baggageHosts;

  private HttpClientTracer(Skein skein) {
    SkeinOptions options = skein.options();
    this.skein = skein;
    this.policy = new HttpPolicy(options, options.clientCapturedRequestHeaders());
    this.responseHeaders = CapturedHeaders.ofResponses(options.clientCapturedResponseHeaders());
    this.baggageHosts = new HostPatterns(options.baggageAllowedHosts());
  }

  /** A tracer that follows the options of a {@link Skein}. */
  public static HttpClientTracer create(Skein skein) {
    return new HttpClientTracer(Objects.requireNonNull(skein, "skein"));
  }

  /** Starts the span of one attempt, a child of the current span. */
  public HttpClientSpan start(HttpClientRequest request) {
    Context parent = Context.root();
    try {
      parent = skein.currentContext();
    } catch (Throwable e) {
      HttpSpan.report("The context storage", e);
    }
    return start(request, parent);
  }

  /**
   * Starts the span of one attempt. Not made current.
   *
   * @param parent the caller's context; null for none
   * @return never null; a span that records nothing when the trace is not sampled
   */
  public HttpClientSpan start(HttpClientRequest request, @Nullable Context parent) {
    Context caller = parent == null ? Context.root() : parent;
    SpanName name = policy.name(null);
    long elapsedNanos = 0;
    try {
      name = policy.name(request.method());
      String template = request.urlTemplate();
      if (template != null) {
        name = name.withTemplate(template);
      }
      elapsedNanos = request.elapsedNanos();
    } catch (Throwable e) {
      HttpSpan.report(ClientAttributes.WHAT, e);
    }
    try {
      ClientAttributes attributes = new ClientAttributes(request, policy, name);
      boolean keepsBaggage = !baggageHosts.matches(attributes);
      Span span =
          skein.tracer().startSpan(name.text(), SpanKind.CLIENT, caller, attributes, elapsedNanos);
      return new HttpClientSpan(span, caller.with(span), keepsBaggage);
    } catch (Throwable e) {
      HttpSpan.report("HttpClientTracer.start", e);
      return new HttpClientSpan(caller.span(), caller, true);
    }
  }

  /**
   * Writes the span's context and baggage into the request's headers, replacing what is there.
   *
   * <p>When {@code baggage.allowed-hosts} does not name the host that the span was started for, the
   * baggage is not written, and one that is there already is {@linkplain Setter#remove removed},
   * whoever wrote it.
   *
   * @param carrier the request, or its headers
   */
  public <C> void inject(HttpClientSpan span, C carrier, Setter<C> setter) {
    try {
      if (span.keepsBaggage()) {
        injectWithoutBaggage(span.context(), carrier, setter);
      } else {
        skein.propagator().inject(span.context(), carrier, setter);
      }
    } catch (Throwable e) {
      HttpSpan.report("HttpClientTracer.inject", e);
    }
  }

  /** Baggage has other names in other formats: those that are not written without it. */
  private <C> void injectWithoutBaggage(Context context, C carrier, Setter<C> setter) {
    Set<String> written = new HashSet<>();
    Setter<C> writing =
        (to, name, value) -> {
          written.add(name);
          setter.set(to, name, value);
        };
    Setter<C> removing =
        (from, name, value) -> {
          if (!written.contains(name)) {
            setter.remove(from, name);
          }
        };
    Propagator propagator = skein.propagator();
    propagator.inject(context.spanContext(), carrier, writing);
    propagator.inject(context.with(context.baggage().put("some", "")), carrier, removing);
  }

  /**
   * Records those headers of the response that the options ask for. To be called before the span
   * ends.
   *
   * @param carrier the response, or its headers
   * @param getter asked for nothing when nothing is to be recorded
   */
  public <C> void responseHeaders(@Nullable HttpClientSpan span, C carrier, Getter<C> getter) {
    if (span != null) {
      responseHeaders.record(span.span(), carrier, getter, policy.redactor());
    }
  }
}
