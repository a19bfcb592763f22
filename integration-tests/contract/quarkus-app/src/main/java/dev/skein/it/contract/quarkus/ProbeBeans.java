package dev.skein.it.contract.quarkus;

import dev.skein.Sampler;
import dev.skein.export.SpanExporter;
import dev.skein.it.contract.support.Probes;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.arc.lookup.LookupUnlessProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Defines what the environment asks for, when the application starts. */
final class ProbeBeans {
  @Produces
  @Singleton
  @LookupUnlessProperty(name = "contract.sampler", stringValue = "", lookupIfMissing = false)
  Sampler sampler() {
    return Probes.sampler().orElseThrow();
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = "contract.exporter", stringValue = "throwing")
  SpanExporter exporter() {
    return Probes.exporter().orElseThrow();
  }
}
