package dev.skein.propagation;

import dev.skein.Baggage;
import dev.skein.Context;
import dev.skein.internal.Nullable;
import java.util.List;

/** The baggage in {@code baggage}. */
final class BaggagePropagator implements Propagator {
  static final BaggagePropagator INSTANCE = new BaggagePropagator();

  private static final String BAGGAGE = "baggage";
  private static final List<String> FIELDS = List.of(BAGGAGE);

  private BaggagePropagator() {}

  @Override
  public List<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> Context extract(@Nullable Context context, C carrier, Getter<C> getter) {
    Context base = context == null ? Context.root() : context;
    try {
      String line = getter.getOne(carrier, BAGGAGE);
      if (line == null) {
        return base;
      }
      Baggage baggage =
          line.equals(Getter.SEVERAL)
              ? Baggage.parse(getter.getAll(carrier, BAGGAGE))
              : Baggage.parse(line);
      return baggage.isEmpty() ? base : base.with(baggage);
    } catch (Throwable e) {
      BrokenCarrier.report("reading " + BAGGAGE, e);
      return base;
    }
  }

  @Override
  public <C> void inject(@Nullable Context context, C carrier, Setter<C> setter) {
    Baggage baggage = context == null ? Baggage.empty() : context.baggage();
    if (baggage.isEmpty()) {
      return;
    }
    try {
      setter.set(carrier, BAGGAGE, baggage.headerValue());
    } catch (Throwable e) {
      BrokenCarrier.report("writing " + BAGGAGE, e);
    }
  }
}
