package dev.skein.propagation;

import dev.skein.Context;
import dev.skein.internal.Nullable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Several propagators one after the other. */
final class CompositePropagator implements Propagator {
  static final Propagator NOOP = new CompositePropagator(List.of());

  private final Propagator[] propagators;
  private final List<String> fields;

  private CompositePropagator(List<Propagator> propagators) {
    this.propagators = propagators.toArray(new Propagator[0]);
    Set<String> names = new LinkedHashSet<>();
    for (Propagator propagator : propagators) {
      names.addAll(propagator.fields());
    }
    this.fields = List.copyOf(names);
  }

  static Propagator of(List<Propagator> propagators) {
    Objects.requireNonNull(propagators, "propagators");
    List<Propagator> distinct = List.copyOf(new LinkedHashSet<>(propagators));
    if (distinct.isEmpty()) {
      return NOOP;
    }
    return distinct.equals(W3cPropagator.PARTS)
        ? W3cPropagator.INSTANCE
        : new CompositePropagator(distinct);
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public <C> Context extract(@Nullable Context base, C carrier, Getter<C> getter) {
    Context context = base == null ? Context.root() : base;
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
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    for (Propagator propagator : propagators) {
      try {
        propagator.inject(context, carrier, setter);
      } catch (Throwable e) {
        BrokenCarrier.report("inject of " + propagator.getClass().getName(), e);
      }
    }
  }
}
