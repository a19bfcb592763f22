package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.SpanContext;
import dev.skein.TraceState;
import dev.skein.internal.Nullable;
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
  public <C> Context extract(@Nullable Context context, C carrier, Getter<C> getter) {
    Context base = context == null ? Context.root() : context;
    try {
      // Nobody can tell which of several lines is right: what stands for them is not valid.
      String line = getter.getOne(carrier, TRACEPARENT);
      if (line == null) {
        return base;
      }
      SpanContext parent = TraceParent.parse(line, carrier, getter);
      return parent.isValid() ? base.with(parent) : base;
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + TRACEPARENT, e);
      return base;
    }
  }

  /** A trace state that cannot be read does not affect the parent. */
  static <C> TraceState traceState(C carrier, Getter<C> getter) {
    try {
      String line = getter.getOne(carrier, TRACESTATE);
      if (line == null) {
        return TraceState.empty();
      }
      return line.equals(Getter.SEVERAL)
          ? TraceState.parse(getter.getAll(carrier, TRACESTATE))
          : TraceState.parse(line);
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + TRACESTATE, e);
      return TraceState.empty();
    }
  }

  @Override
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    SpanContext parent = context == null ? SpanContext.invalid() : context.spanContext();
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
