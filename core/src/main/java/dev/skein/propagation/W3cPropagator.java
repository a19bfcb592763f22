package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.internal.Nullable;
import java.util.List;

/**
 * The two propagators of the W3C, neither of which throws. A class of its own, so that each call
 * has one target and is compiled into its caller.
 */
final class W3cPropagator implements Propagator {
  static final List<Propagator> PARTS =
      List.of(TraceContextPropagator.INSTANCE, BaggagePropagator.INSTANCE);
  static final W3cPropagator INSTANCE = new W3cPropagator();

  private static final List<String> FIELDS = List.of("traceparent", "tracestate", "baggage");

  private W3cPropagator() {}

  @Override
  public List<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> Context extract(@Nullable Context base, C carrier, Getter<C> getter) {
    Context context = TraceContextPropagator.INSTANCE.extract(base, carrier, getter);
    return BaggagePropagator.INSTANCE.extract(context, carrier, getter);
  }

  @Override
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    TraceContextPropagator.INSTANCE.inject(context, carrier, setter);
    BaggagePropagator.INSTANCE.inject(context, carrier, setter);
  }
}
