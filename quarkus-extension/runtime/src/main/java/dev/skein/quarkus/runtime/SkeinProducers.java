package dev.skein.quarkus.runtime;

import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.Tracer;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What an application can inject besides {@link Skein} itself. */
@Singleton
public final class SkeinProducers {
  /** Starts spans. */
  @Produces
  @Singleton
  @DefaultBean
  Tracer tracer(Skein skein) {
    return skein.tracer();
  }

  /**
   * The span that is current at this moment: inject a {@code Provider<Span>} where the moment of
   * injection is not the one that is meant.
   */
  @Produces
  @Dependent
  @DefaultBean
  Span currentSpan(Tracer tracer) {
    return tracer.currentSpan();
  }
}
