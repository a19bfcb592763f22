package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import java.util.List;

/** The span context in {@code traceparent} and {@code tracestate}. */
final class TraceContextPropagator implements Propagator {
  static final TraceContextPropagator INSTANCE = new TraceContextPropagator();

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final List<String> FIELDS = List.of(TRACEPARENT, TRACESTATE);

  private TraceContextPropagator() {}

  @Override
  public List<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> Context extract(Context base, C carrier, Getter<C> getter) {
    try {
      List<String> lines = getter.getAll(carrier, TRACEPARENT);
      // Nobody can tell which of two is right: both are ignored.
      if (lines == null || lines.size() != 1) {
        return base;
      }
      SpanContext parent = TraceParent.parse(lines.get(0));
      return parent.isValid() ? base.with(withTraceState(parent, carrier, getter)) : base;
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + TRACEPARENT, e);
      return base;
    }
  }

  /** A trace state that cannot be read does not affect the parent. */
  private static <C> SpanContext withTraceState(SpanContext parent, C carrier, Getter<C> getter) {
    try {
      List<String> lines = getter.getAll(carrier, TRACESTATE);
      TraceState state = lines == null ? TraceState.empty() : TraceState.parse(lines);
      return state.isEmpty()
          ? parent
          : SpanContext.remote(
              parent.traceIdHigh(),
              parent.traceIdLow(),
              parent.spanIdAsLong(),
              parent.flags(),
              state);
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + TRACESTATE, e);
      return parent;
    }
  }

  @Override
  public <C> void inject(Context context, C carrier, Setter<C> setter) {
    SpanContext parent = context.spanContext();
    if (!parent.isValid()) {
      return;
    }
    try {
      setter.set(carrier, TRACEPARENT, TraceParent.format(parent));
      if (!parent.traceState().isEmpty()) {
        setter.set(carrier, TRACESTATE, parent.traceState().headerValue());
      }
    } catch (Throwable e) {
      BrokenCarrier.report("writing " + TRACEPARENT, e);
    }
  }
}
