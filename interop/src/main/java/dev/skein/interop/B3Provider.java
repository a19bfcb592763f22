package dev.skein.interop;

import dev.skein.SkeinProvider;
import dev.skein.propagation.Propagator;

/** What {@code b3} means among the propagators. Found by {@link java.util.ServiceLoader}. */
public final class B3Provider implements SkeinProvider {
  /** For the service loader. */
  public B3Provider() {}

  @Override
  public String name() {
    return "b3";
  }

  @Override
  public Propagator propagator() {
    return B3Propagator.single();
  }
}
