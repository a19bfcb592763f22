package dev.skein.interop;

import dev.skein.SkeinProvider;
import dev.skein.propagation.Propagator;

/** What {@code b3multi} means among the propagators. Found by {@link java.util.ServiceLoader}. */
public final class B3MultiProvider implements SkeinProvider {
  /** For the service loader. */
  public B3MultiProvider() {}

  @Override
  public String name() {
    return "b3multi";
  }

  @Override
  public Propagator propagator() {
    return B3Propagator.multi();
  }
}
