package dev.skein.propagation;

import dev.skein.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Several propagators one after the other. */
final class CompositePropagator implements Propagator {
  static final Propagator NOOP = new CompositePropagator(List.of());
  static final Propagator W3C =
      new CompositePropagator(List.of(TraceContextPropagator.INSTANCE, BaggagePropagator.INSTANCE));

  private final Propagator[] propagators;
  private final List<String> fields;

  private CompositePropagator(List<Propagator> propagators) {
    this.propagators = propagators.toArray(Propagator[]::new);
    Set<String> names = new LinkedHashSet<>();
    propagators.forEach(propagator -> names.addAll(propagator.fields()));
    this.fields = List.copyOf(names);
  }

  static Propagator of(List<Propagator> propagators) {
    return propagators.isEmpty()
        ? NOOP
        : new CompositePropagator(List.copyOf(new LinkedHashSet<>(propagators)));
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public <C> Context extract(Context base, C carrier, Getter<C> getter) {
    Context context = base;
    for (Propagator propagator : propagators) {
      try {
        Context extracted = propagator.extract(context, carrier, getter);
        context = extracted == null ? context : extracted;
      } catch (Throwable e) {
        BrokenCarrier.report("extract of " + propagator.getClass().getName(), e);
      }
    }
    return context;
  }

  @Override
  public <C> void inject(Context context, C carrier, Setter<C> setter) {
    for (Propagator propagator : propagators) {
      try {
        propagator.inject(context, carrier, setter);
      } catch (Throwable e) {
        BrokenCarrier.report("inject of " + propagator.getClass().getName(), e);
      }
    }
  }
}
