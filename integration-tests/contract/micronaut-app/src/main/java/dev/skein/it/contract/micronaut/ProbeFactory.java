package dev.skein.it.contract.micronaut;

import dev.skein.Sampler;
import dev.skein.export.SpanExporter;
import dev.skein.it.contract.support.Probes;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** What the tests ask the application to be traced with, as beans. */
@Factory
class ProbeFactory {
  @Singleton
  @Requires(property = "contract.sampler")
  Sampler sampler() {
    return Probes.sampler().orElseThrow();
  }

  @Singleton
  @Requires(property = "contract.exporter")
  SpanExporter exporter() {
    return Probes.exporter().orElseThrow();
  }
}
