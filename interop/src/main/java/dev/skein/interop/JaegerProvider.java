package dev.skein.interop;

import dev.skein.SkeinProvider;
import dev.skein.propagation.Propagator;

/** What {@code jaeger} means among the propagators. Found by {@link java.util.ServiceLoader}. */
public final class JaegerProvider implements SkeinProvider {
  /** For the service loader. */
  public JaegerProvider() {}

  @Override
  public String name() {
    return "jaeger";
  }

  @Override
  public Propagator propagator() {
    return JaegerPropagator.create();
  }
}
